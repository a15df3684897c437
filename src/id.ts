let page: string | undefined;
let count = 0;
const unused: string[] = [];

/** The numbers of this page's triggers: `<page>.<n>`. */
export const id = {
  /**
   * The page's part is drawn at the first call, not at import, where some server runtimes forbid
   * random values.
   */
  take: (): string => {
    page ??= Math.random().toString(36).slice(2);
    return unused.pop() ?? `${page}.${++count}`;
  },
  /** Gives back one that was not used: the server would miss it. */
  giveBack: (id: string): void => {
    if (id) unused.push(id);
  },
};

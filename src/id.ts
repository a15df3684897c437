let page: string | undefined;
let count = 0;
const unused: string[] = [];

/**
 * A random name for this page view.
 *
 * It is drawn at the first call, not at import, where some server runtimes forbid random values.
 * `Math.random` is for where there is no `crypto`: a page that seeds it gives every visitor the same.
 */
export const pageId = (): string =>
  (page ??= Array.from(
    globalThis.crypto?.getRandomValues(new Uint32Array(2)) ?? [Math.random()],
    number => number.toString(36),
  )
    .join('')
    .slice(2));

/** The numbers of this page's triggers: `<page>.<n>`. */
export const id = {
  take: (): string => unused.pop() ?? `${pageId()}.${++count}`,
  /** Gives back one that was not used: the server would miss it. */
  giveBack: (id: string): void => {
    if (id) unused.push(id);
  },
};

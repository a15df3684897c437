let page: string | undefined;
let count = 0;

/**
 * The next trigger's number on this page: `<page>.<n>`.
 *
 * The page's part is drawn at the first call, not at import, where some server runtimes forbid
 * random values.
 */
export const id = (): string => {
  page ??= Math.random().toString(36).slice(2);
  return `${page}.${++count}`;
};

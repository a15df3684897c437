import { crypto } from './page.ts';

let page: string | undefined;
let count = 0;
const unused: string[] = [];

/** 53 bits, as many as a number has. */
const draw = () => {
  // Not this if there is another: a page that seeds `Math.random` gives every visitor one id.
  if (!crypto?.getRandomValues) return Math.random() * 2 ** 53;
  const [high, low] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number];
  return high * 2 ** 21 + (low >>> 11);
};

/**
 * A random name for this page view.
 *
 * It is drawn at the first call, not at import, where some server runtimes forbid random values.
 */
export const pageId = (): string => {
  page ??= draw().toString(36);
  return page;
};

/** The next number of this page's triggers: `<page>.<n>`. */
export const takeId = (): string => unused.pop() ?? `${pageId()}.${++count}`;

/** Returns an unused number for the next trigger; a gap would count as a loss. */
export const giveBackId = (id: string): void => {
  if (id) unused.push(id);
};

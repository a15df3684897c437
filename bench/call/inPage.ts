/** What is known of many waiting triggers that were asked for in one task. */
interface Crowd {
  /** µs for each. */
  each: number;
  /** How many listeners they have added, together. */
  listeners: number;
  /** The longest later task, in ms: 0 where none took 50. Nothing where the browser does not say. */
  longest?: number;
}

// What runs in the pages; the names are those of `pages/time.js` and of each page.

declare const calls: Readonly<Record<string, () => unknown>>;
declare const results: readonly unknown[];
declare const booted: number | Promise<number>;
declare function crowd(asked: { count: number; ms: number }): Promise<Crowd>;
declare function time(call: unknown, count: number): number;

/** Makes calls in one task; returns µs for each. */
export const callTimes = ({ call, count }: { call: string; count: number }) =>
  time(calls[call], count);

/** Resolves when every call so far has its receipt, or its answer. */
export const receipts = () => Promise.all(results).then(() => {});

/** Asks for waiting triggers in one task, and watches for some ms what follows. */
export const askForCrowd = (asked: { count: number; ms: number }) => crowd(asked);

/** µs to run what the page loads. */
export const bootTime = () => booted;

/** Resolves when the page has nothing to do. */
export const idle = () => new Promise<void>(resolve => requestIdleCallback(() => resolve()));

/** The smallest step of the page's clock, in µs. */
export const clockStep = () => {
  let smallest = Number.POSITIVE_INFINITY;
  for (let steps = 0, last = performance.now(); steps < 50; ) {
    const now = performance.now();
    if (now === last) continue;
    smallest = Math.min(smallest, now - last);
    last = now;
    steps += 1;
  }
  return smallest * 1000;
};

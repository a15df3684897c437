import type { Tab } from '../../../e2e/fixtures/engine.ts';

/** Resolves when the page is idle, and a request that it then makes has been answered. */
export function rest(tab: Tab): Promise<void> {
  return tab.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const idle = window.requestIdleCallback ?? setTimeout;
        idle(() => fetch('/collect').then(() => resolve(), reject));
      }),
  );
}

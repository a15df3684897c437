import { setTimeout as pause } from 'node:timers/promises';
import type { Tab, Until } from './engine.ts';
import { poll } from './poll.ts';

/** Does what leaves the page, and waits until another document is there. */
export async function nextDocument(
  tab: Pick<Tab, 'evaluate'>,
  leave: () => Promise<void>,
  until: Until = 'load',
): Promise<void> {
  const before = await poll('the present document', () => state(tab));
  await leave();
  await poll(`the next document (${until})`, async () => {
    const now = await state(tab);
    // Its time origin identifies a document, one of the same URL too. WebKitGTK may give a
    // new window a second blank one.
    return now !== undefined && now.origin !== before.origin && !now.blank && now[until];
  });
}

/**
 * Nothing while one document gives way to the next: a call into the page is then refused, cut off, or,
 * where WebKitGTK takes the old one into its back/forward cache, never answered. The next call is.
 */
async function state(tab: Pick<Tab, 'evaluate'>) {
  return Promise.race([ask(tab), pause(1000, undefined)]);
}

async function ask(tab: Pick<Tab, 'evaluate'>) {
  try {
    return await tab.evaluate(() => {
      // Past a name of the page's own.
      const { performance } = globalThis;
      const [entry] = performance.getEntriesByType('navigation');
      const navigation = entry as PerformanceNavigationTiming | undefined;
      return {
        origin: performance.timeOrigin,
        blank: location.href === 'about:blank',
        commit: true,
        // Not readyState: it says 'interactive' before a module has run, and 'complete' before the load
        // event has been dispatched.
        parsed: navigation?.domContentLoadedEventEnd !== 0,
        load: navigation?.loadEventEnd !== 0,
      };
    });
  } catch {
    return undefined;
  }
}

/** Waits until the page itself says that it is hidden, or visible. */
export async function becomes(tab: Tab, state: DocumentVisibilityState): Promise<void> {
  await poll(`the page to be ${state}`, () =>
    tab.evaluate((wanted: string) => document.visibilityState === wanted, state),
  );
}

/** Runs in the page: goes back in its own task, so that the call is answered before the page is left. */
export function goBack(): void {
  setTimeout(() => history.back());
}

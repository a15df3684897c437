import type { Tab } from '../../../e2e/browsers/engine.ts';
import { poll } from '../../../e2e/browsers/poll.ts';
import { clickSoon } from '../../../e2e/support/clickByScript.ts';
import type { Exit } from '../cells/exits.ts';
import type { Receipts, Visit } from '../cells/visits.ts';

/** What the pages of the matrix have in their window. */
interface Page {
  /** Sends what is to be sent at once. */
  ask(): void;
  /** Makes the page's triggers once more. */
  again(): void;
  receipts: Receipts;
  /** What goes along in each body from now on. */
  fields: Record<string, string>;
}

/** How far a page says that it has come, or another one that it has to do with. */
type Milestone = 'isParsed' | 'isLed' | 'isControlled' | 'isOpen' | 'isClosed';

export async function says(tab: Tab, milestone: Milestone): Promise<void> {
  await poll(`a page that says ${milestone}`, () =>
    tab.evaluate((name: string) => (window as never as Record<string, boolean>)[name], milestone),
  );
}

export const ask = (tab: Tab) => tab.evaluate(() => (window as never as Page).ask());

export const fireAgain = (tab: Tab) => tab.evaluate(() => (window as never as Page).again());

/** What a page has seen of the requests that it has made by now. */
export async function receiptsOf(tab: Tab, { moments }: Visit): Promise<Receipts> {
  const made = moments.filter(moment => moment !== 'hidden' && moment !== 'pagehide');
  return poll('the receipts', async () => {
    const receipts = await tab.evaluate(() => (window as never as Page).receipts);
    return made.every(moment => receipts[moment] !== undefined) && receipts;
  });
}

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

/** Clicks what leads nowhere, and resolves when the browser has seen that: what leaves from now on is marked. */
export async function feign(tab: Tab, feint: NonNullable<Exit['feint']>): Promise<void> {
  await clickSoon(tab, `#${feint}`);
  await rest(tab);
  await tab.evaluate(() => {
    (window as never as Page).fields.isLast = 'true';
  });
}

/** Opens another window, which has the focus from then on. */
export async function takeFocus(tab: Tab): Promise<void> {
  await tab.click('#window');
  await poll('the focus to be elsewhere', () =>
    tab.evaluate(() => !document.hasFocus() && document.visibilityState === 'visible'),
  );
}

/** Takes the page off the network, or brings it back. */
export function network(tab: Tab, { offline }: { offline: boolean }): Promise<void> {
  const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  return tab.protocol('Network.emulateNetworkConditions', { offline, ...unlimited });
}

/** Hides the page, and stops all that it does. */
export async function freeze(tab: Tab): Promise<void> {
  await rest(tab);
  await tab.hide();
  await tab.protocol('Page.setWebLifecycleState', { state: 'frozen' });
}

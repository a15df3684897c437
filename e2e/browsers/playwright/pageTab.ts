import type { Page } from '@playwright/test';
import { becomes, goBack, nextDocument } from '../documents.ts';
import type { PageError, Tab } from '../engine.ts';

const WAIT_UNTIL = { load: 'load', parsed: 'domcontentloaded', commit: 'commit' } as const;

/** What each browser does in its own way. */
interface Ways {
  /** Opens another tab in front of the page, in the same window. */
  cover(page: Page): Promise<Page>;
  /** Gives a command of Chromium's own protocol to the page. */
  protocol?(page: Page, method: string, parameters: object): Promise<void>;
  /** Ends the page's process. */
  crash(page: Page): Promise<void>;
}

/** A tab that Playwright drives. */
export function pageTab(page: Page, { cover, crash, protocol }: Ways): Tab {
  const errors: PageError[] = [];
  let front: Page | undefined;
  page.on('pageerror', error => errors.push({ from: 'page', text: String(error) }));
  page.on('console', message => {
    if (message.type() !== 'error') return;
    // The browser asks for this one, not the page.
    if (message.location().url.endsWith('/favicon.ico')) return;
    errors.push({ from: 'console', text: message.text() });
  });

  const tab: Tab = {
    async goto(url, until = 'load') {
      await page.goto(url, { waitUntil: WAIT_UNTIL[until] });
    },
    evaluate: (fn, ...arg) => page.evaluate(fn as (arg: unknown) => never, arg[0]),
    // Playwright's own page.url() misses a return from the back/forward cache (Firefox).
    url: () => tab.evaluate(() => location.href),
    click: selector => page.click(selector),
    follow: (selector, until) => nextDocument(tab, () => tab.click(selector), until),
    // Playwright's own goBack waits for events that a page from the back/forward cache does not have.
    back: () => nextDocument(tab, () => tab.evaluate(goBack)),
    async reload(until = 'load') {
      await page.reload({ waitUntil: WAIT_UNTIL[until] });
    },
    async hide() {
      front = await cover(page);
      await becomes(tab, 'hidden');
    },
    async show() {
      await front?.close();
      await page.bringToFront();
      await becomes(tab, 'visible');
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    async close() {
      const closed = page.waitForEvent('close');
      await page.close({ runBeforeUnload: true }); // a plain close skips beforeunload
      await closed;
    },
    async protocol(method, parameters = {}) {
      if (!protocol) throw new Error(`This browser has no ${method}.`);
      await protocol(page, method, parameters);
    },
    crash: () => crash(page),
    errors: async () => errors,
  };
  return tab;
}

import type { Page } from '@playwright/test';
import { becomes, goBack, nextDocument } from '../documents.ts';
import type { PageError, Tab } from '../engine.ts';
import { poll } from '../poll.ts';

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
    async click(selector) {
      // Playwright's own click puts a script of 300 kB into the page first: 200 ms of the processors.
      const at = await poll(`${selector} to be in reach`, () => page.evaluate(middleOf, selector));
      await page.mouse.click(at.x, at.y);
    },
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

/** Runs in the page: the middle of an element, where a click hits it. */
function middleOf(selector: string): { x: number; y: number } | undefined {
  const element = document.querySelector(selector);
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const box = element?.getBoundingClientRect();
  if (!element || !box?.width) return undefined;
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return element.contains(document.elementFromPoint(at.x, at.y)) ? at : undefined;
}

import type { Tab } from '../browsers/engine.ts';

/** Clicks an element by its own `click()`, wherever it stands, and while it moves. */
export const clickByScript = (tab: Tab, selector: string): Promise<void> =>
  tab.evaluate(
    (selector: string) => document.querySelector<HTMLElement>(selector)?.click(),
    selector,
  );

/** The same in its own task: it is answered before the page is left, and Chromium's driver awaits no navigation. */
export const clickSoon = (tab: Tab, selector: string): Promise<void> =>
  tab.evaluate((selector: string) => {
    setTimeout(() => document.querySelector<HTMLElement>(selector)?.click());
  }, selector);

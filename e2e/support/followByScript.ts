import { nextDocument } from '../browsers/documents.ts';
import type { Tab } from '../browsers/engine.ts';

/**
 * Follows a link by its own `click()`, in its own task, so that the call is answered before the
 * page is left. In Firefox, Playwright's real click waits for ever once the page has been restored.
 */
export function followByScript(tab: Tab, selector: string): Promise<void> {
  return nextDocument(tab, () =>
    tab.evaluate((link: string) => {
      setTimeout(() => document.querySelector<HTMLElement>(link)?.click());
    }, selector),
  );
}

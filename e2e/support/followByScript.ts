import { nextDocument } from '../browsers/documents.ts';
import type { Tab } from '../browsers/engine.ts';
import { clickSoon } from './clickByScript.ts';

/**
 * Follows a link by its own `click()`. In Firefox, Playwright's real click waits for ever once the page has
 * been restored.
 */
export function followByScript(tab: Tab, selector: string): Promise<void> {
  return nextDocument(tab, () => clickSoon(tab, selector));
}

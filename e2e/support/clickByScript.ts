import type { Tab } from '../browsers/engine.ts';

/** Clicks an element by its own `click()`, wherever it stands, and while it moves. */
export const clickByScript = (tab: Tab, id: string): Promise<void> =>
  tab.evaluate((id: string) => document.getElementById(id)?.click(), id);

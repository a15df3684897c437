import type { Tab } from '../browsers/engine.ts';

/** How a visitor leaves a page that has a link `#away`. */
export const exits = {
  'a link': (tab: Tab) => tab.follow('#away'),
  'closing the tab': (tab: Tab) => tab.close(),
} satisfies Record<string, (tab: Tab) => Promise<void>>;

export type Exit = keyof typeof exits;

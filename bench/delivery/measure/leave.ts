import type { Tab } from '../../../e2e/fixtures/engine.ts';
import type { ExitName } from '../cells/exits.ts';
import { rest } from './rest.ts';

/** How a page is left, while the browser goes on. */
export const leave: Readonly<Record<ExitName, (tab: Tab) => Promise<void>>> = {
  link: tab => tab.follow('#link'),
  'cross-site': tab => tab.follow('#cross'),
  location: tab => tab.follow('#location'),
  back: tab => tab.back(),
  reload: tab => tab.reload(),
  close: tab => tab.close(),
  'close-loading': tab => tab.close(),
  crash: async tab => {
    await rest(tab);
    await tab.crash();
  },
  kill: () => Promise.reject(new Error('No page kills its browser: killBrowsers does.')),
};

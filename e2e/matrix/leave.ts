import type { Tab, Visitor } from '../fixtures/engine.ts';
import type { ExitName } from './exits.ts';

/** How each way of leaving is gone. */
export const leave: Readonly<Record<ExitName, (tab: Tab, visitor: Visitor) => Promise<void>>> = {
  link: tab => tab.follow('#link'),
  'cross-site': tab => tab.follow('#cross'),
  location: tab => tab.follow('#location'),
  back: tab => tab.back(),
  reload: tab => tab.reload(),
  close: tab => tab.close(),
  'close-loading': tab => tab.close(),
  crash: tab => tab.crash(),
  kill: (_tab, visitor) => visitor.kill(),
};

import type { Engine, Visitor } from '../../../e2e/browsers/engine.ts';
import { launchDiscarding } from '../../../e2e/browsers/playwright/launchDiscarding.ts';
import { poll } from '../../../e2e/browsers/poll.ts';
import { launchWindow, type OnlyWindow } from '../../../e2e/browsers/screen/launchWindow.ts';
import type { OutsideExit } from '../cells/exits.ts';
import type { Moment } from '../cells/moments.ts';
import type { Visit } from '../cells/visits.ts';
import { rest } from './inPage.ts';
import type { Address } from './leave.ts';

/** What the collector says of pages that nothing looks into. */
interface Around {
  address: Address;
  hasCome(visit: Visit, moment: Moment): Promise<boolean>;
  /** Resolves when nothing comes any more. */
  settled(): Promise<void>;
}

type Leave = (engine: Engine, visits: readonly Visit[], around: Around) => Promise<void>;

/** Opens pages in browsers of their own, and leaves them by what befalls those. */
export const outside: Readonly<Record<OutsideExit, Leave>> = {
  kill: killBrowsers,
  discard: each(async (_, visit, { address, hasCome, settled }) => {
    const browser = await launchDiscarding(await address(visit));
    try {
      await poll('the page to be loaded', () => hasCome(visit, 'load'));
      const discard = await browser.cover();
      await poll('the page to be hidden', () => hasCome(visit, 'hidden'));
      await discard('/matrix/');
      await settled();
    } finally {
      await browser.end();
    }
  }),
  'last-window': endWindow(window => window.close()),
  terminate: endWindow(window => window.terminate()),
};

/** Kills the browser when its pages are at rest: one for all of them where visitors share it. */
async function killBrowsers(
  engine: Engine,
  visits: readonly Visit[],
  { address }: Around,
): Promise<void> {
  const groups = engine.shared ? [visits] : visits.map(visit => [visit]);
  for (const group of groups) {
    const visitors: Visitor[] = [];
    for (const visit of group) {
      const visitor = await engine.visit();
      visitors.push(visitor);
      await rest(await visitor.open(await address(visit)));
    }
    await visitors[0]?.kill();
    for (const visitor of visitors) await visitor.end();
  }
}

function endWindow(act: (window: OnlyWindow) => Promise<void>): Leave {
  return each(async (engine, visit, { address, hasCome }) => {
    const window = await launchWindow(engine.name, await address(visit));
    try {
      await poll('the page to be loaded', () => hasCome(visit, 'load'));
      await act(window);
    } finally {
      await window.end();
    }
  });
}

function each(leave: (engine: Engine, visit: Visit, around: Around) => Promise<void>): Leave {
  return async (engine, visits, around) => {
    for (const visit of visits) await leave(engine, visit, around);
  };
}

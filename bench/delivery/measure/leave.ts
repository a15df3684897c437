import type { Engine, Tab, Visitor } from '../../../e2e/browsers/engine.ts';
import { type Exit, type ExitName, exits } from '../cells/exits.ts';
import type { Visit } from '../cells/visits.ts';

/**
 * Opens and leaves pages one after the other, in one tab where it outlives them, and gives a tab that
 * is there after all of them. The back button, too, leads `away`.
 */
export async function leavePages(
  visitor: Visitor,
  visits: readonly Visit[],
  url: (visit: Visit) => string,
  away: string,
): Promise<Tab> {
  let kept: Tab | undefined;
  for (const visit of visits) {
    const { ends, loaded, asked }: Exit = exits[visit.exit];
    const until = loaded ? 'load' : 'parsed';
    let tab: Tab;
    if (ends === 'document') {
      kept ??= await visitor.open(away);
      tab = kept;
      await tab.goto(url(visit), until);
    } else {
      tab = await visitor.open(url(visit), until);
    }
    if (asked === 'right before')
      await tab.evaluate(() => (window as never as { ask(): void }).ask());
    await leave[visit.exit](tab);
  }
  return kept ?? visitor.open(away);
}

/** Opens pages, and kills the browser when they are at rest: one for all of them where visitors share it. */
export async function killBrowsers(
  engine: Engine,
  visits: readonly Visit[],
  url: (visit: Visit) => string,
): Promise<void> {
  const groups = engine.shared ? [visits] : visits.map(visit => [visit]);
  for (const group of groups) {
    const visitors: Visitor[] = [];
    for (const visit of group) {
      const visitor = await engine.visit();
      visitors.push(visitor);
      await rest(await visitor.open(url(visit)));
    }
    await visitors[0]?.kill();
    for (const visitor of visitors) await visitor.end();
  }
}

/** How a page is left, while the browser goes on. */
const leave: Readonly<Record<ExitName, (tab: Tab) => Promise<void>>> = {
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

/** Resolves when the page is idle, and a request that it then makes has been answered. */
function rest(tab: Tab): Promise<void> {
  return tab.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const idle = window.requestIdleCallback ?? setTimeout;
        idle(() => fetch('/collect').then(() => resolve(), reject));
      }),
  );
}

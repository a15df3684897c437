import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, Tab } from '../fixtures/engine.ts';
import { later } from '../fixtures/later.ts';
import type { Site } from '../fixtures/site.ts';
import { type Exit, exits } from './exits.ts';
import { leave } from './leave.ts';
import { subjects } from './subjects.ts';
import type { Visit, Visited } from './visit.ts';
import { withSites } from './withSites.ts';

type Arrivals = Visited['arrivals'];

/** How long nothing must have come before the count, in milliseconds. */
const QUIET = 2000;

/**
 * Opens and leaves each page of a batch, and counts what has arrived when all are left.
 *
 * When is all there that will come? A later request of the same browser has been logged first, where
 * the browser lives on; then nothing has come for a while, since an exit handler may run after the
 * next page is there, and what a crash leaves behind is sent by no page; then the browser is ended,
 * which is the last chance of whatever it still held.
 */
export function runBatch(engine: Engine, visits: readonly Visit[]): Promise<readonly Arrivals[]> {
  return withSites(async (own, other) => {
    let visitor = await engine.visit();
    let tab: Tab | undefined;
    try {
      for (const visit of visits) {
        const exit: Exit = exits[visit.exit];
        const url = address(own, other, visit);
        const until = exit.loaded ? 'load' : 'parsed';
        if (exit.ends === 'document') {
          tab ??= await visitor.open(own.url('/e2e/away.html')); // where the back button leads
          await tab.goto(url, until);
        } else {
          tab = await visitor.open(url, until);
        }
        if (exit.asked === 'right before')
          await tab.evaluate(() => (window as never as { ask(): void }).ask());
        await leave[visit.exit](tab, visitor);
        if (exit.ends !== 'document') tab = undefined;
        if (exit.ends === 'browser') {
          await visitor.end();
          visitor = await engine.visit();
        }
      }
      await later(tab ?? (await visitor.open(own.url('/e2e/away.html'))), own);
      await quiet(own);
    } finally {
      await visitor.end();
    }
    await own.marker();
    return Promise.all(visits.map(visit => arrivals(own, visit)));
  });
}

function address(own: Site, other: Site, { subject, moments, exit }: Visit): string {
  const { kind, via } = subjects[subject];
  const { asked, loaded }: Exit = exits[exit];
  return own.url(`/e2e/matrix/${kind}.html`, {
    page: subject,
    via,
    moments: moments.join(),
    ask: asked !== 'while it loads',
    hold: !loaded,
    other: other.origin,
  });
}

async function quiet(server: Site): Promise<void> {
  const count = async () => (await server.received()).length;
  let before: number;
  do {
    before = await count();
    await pause(QUIET);
  } while ((await count()) !== before);
}

async function arrivals(server: Site, { subject, moments }: Visit): Promise<Arrivals> {
  const received = await server.received({ query: { page: subject } });
  const count = (moment: string) => received.filter(({ query }) => query.case === moment).length;
  return Object.fromEntries(moments.map(moment => [moment, count(moment)]));
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../../e2e/browsers/engine.ts';
import { later } from '../../../e2e/support/later.ts';
import type { Site } from '../../../e2e/support/site.ts';
import { type Exit, exits } from '../cells/exits.ts';
import { SUBJECTS } from '../cells/subjects.ts';
import type { Visit, Visited } from '../cells/visits.ts';
import { killBrowsers, leavePages } from './leave.ts';
import { withSites } from './withSites.ts';

type Arrivals = Visited['arrivals'];

/** How long nothing must have come before the count, in milliseconds. */
const QUIET = 2000;

/**
 * Opens and leaves each page of a batch, and counts what has arrived when all are left.
 *
 * When is all there that will come? A later request has been logged first, one of the same browser
 * where it lives on; then nothing has come for a while, since an exit handler may run after the next
 * page is there, and what a crash leaves behind is sent by no page; and the browser has been ended,
 * which is the last chance of whatever it still held.
 *
 * @param keep may copy the log, whose folder is removed then
 */
export function runBatch(
  engine: Engine,
  visits: readonly Visit[],
  keep?: (folder: string) => Promise<void>,
): Promise<readonly Arrivals[]> {
  return withSites(async (own, other) => {
    const url = (visit: Visit) => address(own, other, visit);
    if (visits.some(({ exit }) => exits[exit].ends === 'browser')) {
      await killBrowsers(engine, visits, url);
      await quiet(own);
    } else {
      const visitor = await engine.visit();
      try {
        const away = own.url('/e2e/away.html');
        await later(await leavePages(visitor, visits, url, away), own);
        await quiet(own);
      } finally {
        await visitor.end();
      }
    }
    await own.marker();
    return Promise.all(visits.map(visit => arrivals(own, visit)));
  }, keep);
}

function address(own: Site, other: Site, { subject, moments, exit }: Visit): string {
  const { kind, via } = SUBJECTS[subject];
  const { asked, loaded }: Exit = exits[exit];
  return own.url(`/e2e/matrix/${kind}.html`, {
    page: nameOf(subject, moments),
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
  const received = await server.received({ query: { page: nameOf(subject, moments) } });
  const count = (moment: string) => received.filter(({ query }) => query.case === moment).length;
  return Object.fromEntries(moments.map(moment => [moment, count(moment)]));
}

/** Distinguishes a page from every other of its batch. */
function nameOf(subject: string, moments: readonly string[]): string {
  return `${subject}:${moments.join()}`;
}

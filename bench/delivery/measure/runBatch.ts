import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, Visitor } from '../../../e2e/browsers/engine.ts';
import { later } from '../../../e2e/support/later.ts';
import type { Site } from '../../../e2e/support/site.ts';
import { requestsOf } from '../cells/cell.ts';
import { type Condition, conditions } from '../cells/conditions.ts';
import { type Exit, exits, isOutside } from '../cells/exits.ts';
import { SUBJECTS } from '../cells/subjects.ts';
import type { Receipts, Visit, Visited } from '../cells/visits.ts';
import { says } from './inPage.ts';
import { type Address, leavePages } from './leave.ts';
import { outside } from './outside.ts';
import { type Stage, withStage } from './withStage.ts';

/** What is found of a visit. */
export type Found = Pick<Visited, 'arrivals' | 'distinct' | 'receipts'>;

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
): Promise<readonly Found[]> {
  const [{ condition, exit }] = visits as readonly [Visit];
  const use = async (stage: Stage) => {
    const { own, collector } = stage;
    const { underWay = QUIET }: Condition = conditions[condition];
    const address: Address = visit => addressOf(stage, visit);
    let receipts: ReadonlyMap<Visit, Receipts> = new Map();
    const settled = () => quiet(collector, underWay);
    if (isOutside(exit)) {
      await outside[exit](engine, visits, {
        address,
        hasCome: async (visit, moment) =>
          ((await count(collector, visit)).arrivals[moment] ?? 0) > 0,
        settled,
      });
      await settled();
    } else {
      const visitor = await engine.visit();
      try {
        if (stage.worker) await putUnderWorker(visitor, stage.worker);
        const left = await leavePages(visitor, byEnd(visits), address, own.url('/e2e/away.html'));
        receipts = left.receipts;
        await later(left.tab, own);
        await settled();
      } finally {
        await visitor.end();
      }
    }
    await collector.marker();
    return Promise.all(
      visits.map(async visit => {
        const seen = receipts.get(visit);
        const { arrivals, distinct } = await count(collector, visit);
        return {
          arrivals,
          ...(requestsOf(visit) > 1 && { distinct }),
          ...(seen && { receipts: seen }),
        };
      }),
    );
  };
  return withStage(condition, use, keep);
}

/** Those first that one tab outlives. */
function byEnd(visits: readonly Visit[]): readonly Visit[] {
  const lives = ({ exit }: Visit) => exits[exit].ends === 'document';
  return [...visits.filter(lives), ...visits.filter(visit => !lives(visit))];
}

async function putUnderWorker(visitor: Visitor, url: string): Promise<void> {
  const tab = await visitor.open(url);
  await says(tab, 'isControlled');
  await tab.close();
}

function addressOf(stage: Stage, visit: Visit): Promise<string> {
  const { kind, via } = SUBJECTS[visit.subject];
  const { asked, loaded, opener }: Exit = exits[visit.exit];
  const query = {
    page: nameOf(visit),
    via,
    moments: visit.moments.join(),
    ask: asked !== 'while it loads',
    hold: !loaded,
  };
  return stage.address(`/e2e/matrix/${kind}.html`, query, opener);
}

async function quiet(server: Site, ms: number): Promise<void> {
  const count = async () => (await server.received()).length;
  let before: number;
  do {
    before = await count();
    await pause(ms);
  } while ((await count()) !== before);
}

/** How many requests of each moment have come, and how many different ones. */
async function count(
  server: Site,
  visit: Visit,
): Promise<Required<Pick<Found, 'arrivals' | 'distinct'>>> {
  const { feint }: Exit = exits[visit.exit];
  const received = await server.received({
    query: { page: nameOf(visit) },
    ...(feint && { data: { isLast: 'true' } }),
  });
  const numbers = (moment: string) =>
    received.flatMap(({ query }) => (query.case === moment ? [query.n] : []));
  const each = (of: (numbers: readonly unknown[]) => number) =>
    Object.fromEntries(visit.moments.map(moment => [moment, of(numbers(moment))]));
  return { arrivals: each(all => all.length), distinct: each(all => new Set(all).size) };
}

/** Distinguishes a page from every other of its batch. */
function nameOf({ subject, exit, run, moments }: Visit): string {
  return `${subject}:${exit}:${run}:${moments.join()}`;
}

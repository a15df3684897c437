import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, Tab, Until, Visitor } from '../../../e2e/browsers/engine.ts';
import { engines } from '../../../e2e/support/engines.ts';
import { type EngineName, locate } from '../../../setup/locate.ts';
import { CELLS, type Cell, type CellName } from '../cells.ts';
import type { Each } from '../kept.ts';
import { load } from '../load.ts';
import { openWay, type Way } from '../openWay.ts';
import { IN_A_PAGE, type PeerName } from '../peers.ts';
import { openSite, type Site, type Visit } from '../site.ts';

export interface Delivery {
  engine: EngineName;
  cell: CellName;
  peer: PeerName;
  runs: number;
  /** In how many runs the event has come, and how often it came once too often. */
  arrived: number;
  duplicates: number;
}

const ENGINES: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];
/** One way, so that a connection and the request on it take twice as long there and back. */
const FAR = 75;
/** How long nothing must have come before the count. */
const QUIET = 2000;
/** How long the next visit has for what an earlier one has left. */
const NEXT_VISIT = 10_000;

/** One event, then leave: what arrives, and how often. */
export async function measureDelivery(each: Each, runs: number): Promise<readonly Delivery[]> {
  const here = ENGINES.filter(name => 'path' in locate(name));
  const cells = Object.keys(CELLS) as CellName[];
  const steps = Array.from({ length: runs }, (_, run) =>
    here.flatMap(engine => cells.map(cell => ({ run: run + 1, engine, cell }))),
  ).flat();
  let engine: Engine | undefined;
  const found = await each(steps, async step => {
    if (engine?.name !== step.engine) {
      await engine?.end();
      engine = await engines[step.engine]();
    }
    try {
      return { counts: await runCell(engine, step.cell) };
    } catch (error) {
      await engine.end();
      engine = undefined;
      throw error;
    }
  });
  await engine?.end();
  return here.flatMap(engine =>
    cells.flatMap(cell =>
      IN_A_PAGE.map(peer => {
        const counts = found
          .filter(it => it.engine === engine && it.cell === cell)
          .map(({ counts }) => counts[peer] ?? 0);
        return {
          engine,
          cell,
          peer,
          runs: counts.length,
          arrived: counts.filter(count => count > 0).length,
          duplicates: counts.reduce((all, count) => all + Math.max(0, count - 1), 0),
        };
      }),
    ),
  );
}

type Counts = Readonly<Partial<Record<PeerName, number>>>;

/** Opens and leaves a page of each peer in one browser, then counts. */
async function runCell(engine: Engine, name: CellName): Promise<Counts> {
  const cell: Cell = CELLS[name];
  const site = await openSite();
  const way = cell.way && (await openWay(site.port, cell.way === 'far' ? FAR : 0));
  const visits = IN_A_PAGE.map(peer => ({ peer, visit: visitOf(site, peer, cell, way) }));
  const visitor = await engine.visit();
  try {
    if (name === 'worker') await putWorker(visitor, site);
    if (cell.way === 'lost') await way?.close();
    const until: Until = cell.holds ? 'parsed' : 'load';
    for (const { visit } of visits) await cell.leave(await visitor.open(visit.url, until));
    if (cell.way === 'lost') {
      await way?.open();
      for (const { visit } of visits) await sendAnother(await visitor.open(visit.url));
      await pause(NEXT_VISIT);
    }
    await quiet(visits.map(({ visit }) => visit));
  } finally {
    await visitor.end();
    await way?.close();
    site.end();
  }
  return Object.fromEntries(
    visits.map(({ peer, visit: { arrivals } }) => [
      peer,
      arrivals.reduce((all, { events }) => all + events, 0),
    ]),
  );
}

function visitOf(site: Site, peer: PeerName, cell: Cell, way: Way | undefined): Visit {
  const elsewhere = way ? `collector = collector.replace(location.origin, '${way.origin}');` : '';
  const held = cell.holds ? '<img src="/hold" alt="">' : '';
  return site.visit({
    peer,
    body: `<title>Visit</title><a id="away" href="/away" onclick="window.track?.()">Away</a>
      <script>${elsewhere}</script>${load(peer, 'script', cell.code(peer))}${held}`,
    ...(cell.headers && { headers: cell.headers }),
  });
}

/** Has a service worker take over all pages of the site that this visitor opens from now on. */
async function putWorker(visitor: Visitor, site: Site): Promise<void> {
  const tab = await visitor.open(`${site.origin}/away`);
  await tab.evaluate(async () => {
    const controlled = new Promise(resolve => {
      navigator.serviceWorker.oncontrollerchange = resolve;
    });
    await navigator.serviceWorker.register('/worker.js');
    await controlled;
  });
  await tab.close();
}

/** An event that is not counted: some peers send what an earlier visit has left when they send the next one. */
function sendAnother(tab: Tab): Promise<void> {
  return tab.evaluate(() => {
    const { peer } = window as never as { peer: { send(event: object): void } };
    peer.send({ name: 'visit' });
  });
}

async function quiet(visits: readonly Visit[]): Promise<void> {
  const count = () => visits.reduce((all, { arrivals }) => all + arrivals.length, 0);
  let before: number;
  do {
    before = count();
    await pause(QUIET);
  } while (count() !== before);
}

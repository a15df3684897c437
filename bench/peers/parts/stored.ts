import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { profile } from '../../../e2e/browsers/processes/profile.ts';
import { type Restarted, startIn } from '../../../e2e/support/restart.ts';
import { locate } from '../../../setup/locate.ts';
import type { SetupName } from '../bundle.ts';
import type { Each } from '../kept.ts';
import { load } from '../load.ts';
import { openWay, type Way } from '../openWay.ts';
import type { PeerName } from '../peers.ts';
import { openSite, type Site, type Visit } from '../site.ts';

export interface Stored {
  peer: Storing;
  engine: StoredEngine;
  cell: StoredCell;
  runs: number;
  /** Events of all runs: sent, come at all, and come once too often. */
  sent: number;
  delivered: number;
  duplicates: number;
}

/** WebKitGTK's driver gives each session a profile of its own, and one tab. */
export type StoredEngine = (typeof ENGINES)[number];
const ENGINES = ['chromium', 'firefox'] as const;

export type StoredCell = (typeof CELLS)[number];
const CELLS = ['offline', 'killed', 'tabs'] as const;

/** What keeps an event on the device, by its set-up; and the limit of what can be had without. */
const SETUPS = {
  'sendoff-outbox': 'sendoff-outbox',
  sentry: 'stored/sentry',
  workbox: 'stored/workbox',
  'beacon-transporter': 'beacon-transporter',
  'bare-fetch': 'bare-fetch',
} as const satisfies Partial<Record<PeerName, SetupName>>;

export type Storing = keyof typeof SETUPS;
const STORING = Object.keys(SETUPS) as Storing[];

const EVENTS = 10;
/** From the last call to the close or the kill, in ms. */
const AFTER_CALL = 1000;
/** How long what was stored has to arrive once the collector can be reached. */
const PATIENCE = 30_000;
/** How long a second copy of it has after that: longer than any pause that a peer makes here. */
const LATE = 7000;

/** Ten events without a collector, then another visit that finds it: what arrives, and how often. */
export async function measureStored(each: Each, runs: number): Promise<readonly Stored[]> {
  const here = ENGINES.filter(name => 'path' in locate(name));
  const columns = here.flatMap(engine => CELLS.map(cell => ({ engine, cell })));
  const steps = Array.from({ length: runs }, (_, run) =>
    columns.map(column => ({ run: run + 1, ...column })),
  ).flat();
  const found = await each(steps, async ({ engine, cell }) => ({
    counts: await runCell(engine, cell),
  }));
  return columns.flatMap(({ engine, cell }) =>
    STORING.map(peer => {
      const own = found.filter(it => it.engine === engine && it.cell === cell);
      const sum = (figure: keyof Count) =>
        own.reduce((all, { counts }) => all + counts[peer][figure], 0);
      return {
        peer,
        engine,
        cell,
        runs: own.length,
        sent: EVENTS * own.length,
        delivered: sum('delivered'),
        duplicates: sum('duplicates'),
      };
    }),
  );
}

type Count = Pick<Stored, 'delivered' | 'duplicates'>;

/** A peer's page, whose origin no other has, and its collector. */
interface Stage {
  peer: Storing;
  site: Site;
  way: Way;
  visit: Visit;
}

/** A browser in which each peer has sent its events from a page. */
interface Scene {
  stages: readonly Stage[];
  /** In the stages' order. */
  pages: readonly Page[];
  context: BrowserContext;
  /** Kills the browser, and starts its profile again. */
  restart(): Promise<BrowserContext>;
}

/** All peers in one browser, then counts. */
async function runCell(
  engine: StoredEngine,
  cell: StoredCell,
): Promise<Readonly<Record<Storing, Count>>> {
  const { folder, end } = await profile();
  const stages = await Promise.all(STORING.map(openStage));
  const running: Restarted[] = [];
  const kill = async () => running.pop()?.kill();
  const start = async () => {
    await kill();
    const browser = await startIn(folder, engine);
    running.push(browser);
    return browser.page.context();
  };
  try {
    const context = await start();
    const pages = await call(context, stages);
    await pause(AFTER_CALL);
    const opened = await REVISIT[cell]({ stages, pages, context, restart: start });
    for (const [index, { peer }] of stages.entries()) {
      const own = opened[index] ?? [];
      for (const page of own) await sendAnother(page);
      if (peer === 'workbox' && engine === 'chromium') await sync(own[0] as Page);
    }
    await arrival(stages);
    await pause(LATE);
  } finally {
    await kill();
    for (const { site, way } of stages) {
      await way.close();
      site.end();
    }
    await end();
  }
  const counts = stages.map(stage => [stage.peer, countOf(stage)]);
  return Object.fromEntries(counts) as Record<Storing, Count>;
}

async function openStage(peer: Storing): Promise<Stage> {
  const site = await openSite();
  const way = await openWay(site.port, 0);
  const body = `<title>Visit</title><script>collector = collector.replace(location.origin, '${way.origin}');</script>
    ${load(
      peer,
      'script',
      `window.booted = peer.boot(collector);
      window.call = async () => {
        for (let n = 1; n <= ${EVENTS}; n++) {
          peer.send({ name: 'order ' + n, note: event.note + '-' + n });
          await new Promise(resolve => setTimeout(resolve, 20));
        }
      };`,
    )}`;
  return { peer, site, way, visit: site.visit({ peer: SETUPS[peer], body }) };
}

/** Sends its events from each peer's page while no collector can be reached. */
async function call(context: BrowserContext, stages: readonly Stage[]): Promise<readonly Page[]> {
  const pages = await Promise.all(
    stages.map(async ({ peer, visit }) => {
      const page = await open(context, visit);
      // A service worker has the pages that are opened after its start.
      if (peer === 'workbox') {
        await page.evaluate('booted.then(() => navigator.serviceWorker.ready).then(() => {})');
        await page.reload();
      }
      return page;
    }),
  );
  for (const { way } of stages) await way.close();
  await Promise.all(pages.map(page => page.evaluate('call()')));
  return pages;
}

async function open(context: BrowserContext, { url }: Visit): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** As a person does: the page sees its exit. */
async function close(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}

/** What becomes of the pages, until the collector is there again: those of each stage that are open then. */
const REVISIT: Readonly<
  Record<StoredCell, (scene: Scene) => Promise<readonly (readonly Page[])[]>>
> = {
  async offline({ stages, pages, context }) {
    await Promise.all(pages.map(close));
    return visitAgain(stages, context);
  },
  async killed({ stages, restart }) {
    return visitAgain(stages, await restart());
  },
  async tabs({ stages, pages, context }) {
    const more = () => Promise.all(stages.map(({ visit }) => open(context, visit)));
    const tabs = [pages, await more(), await more()];
    for (const { way } of stages) await way.open();
    await Promise.all(tabs.flat().map(page => page.evaluate("dispatchEvent(new Event('online'))")));
    return stages.map((_, index) => tabs.map(pages => pages[index] as Page));
  },
};

async function visitAgain(stages: readonly Stage[], context: BrowserContext): Promise<Page[][]> {
  for (const { way } of stages) await way.open();
  return Promise.all(stages.map(async ({ visit }) => [await open(context, visit)]));
}

/** An event that is not counted: some peers send what they have stored when they have sent another. */
const sendAnother = (page: Page) => page.evaluate("void peer.send({ name: 'visit' })");

/** The `sync` event by hand, as Workbox's own docs do it: after a failure the browser fires it five minutes later. */
async function sync(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>(resolve => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [worker] }) => {
      if (worker) resolve(worker.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.dispatchSyncEvent', {
    origin: new URL(page.url()).origin,
    registrationId: await registered,
    tag: 'workbox-background-sync:orders',
    lastChance: false,
  });
}

/** Resolves when all is there that was stored, or the time is over. */
async function arrival(stages: readonly Stage[]): Promise<void> {
  const storing = stages.filter(({ peer }) => peer !== 'bare-fetch');
  const isThere = () => storing.every(stage => countOf(stage).delivered === EVENTS);
  for (const deadline = Date.now() + PATIENCE; !isThere() && Date.now() < deadline; )
    await pause(100);
}

function countOf({ visit }: Stage): Count {
  const numbers = visit.arrivals.flatMap(({ numbers }) => numbers);
  const delivered = new Set(numbers).size;
  return { delivered, duplicates: numbers.length - delivered };
}

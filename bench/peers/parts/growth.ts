import type { CDPSession } from '@playwright/test';
import { poll } from '../../../e2e/browsers/poll.ts';
import type { Each } from '../kept.ts';
import { load } from '../load.ts';
import { type Browser, openBrowser } from '../openBrowser.ts';
import type { PeerName } from '../peers.ts';
import { openSite, type Site } from '../site.ts';

export interface Growth {
  /** What there are many of: triggers that wait and are then taken back, or events in a queue. */
  what: What;
  count: number;
  /** To ask for all of them in one task, in ms. */
  ms: number;
  /** MB on the heap after a collection, more than before: while they wait, and when all is over, at worst. */
  waiting: number;
  after: number;
  /** Listeners that are left when all is over, at worst. */
  listeners: number;
  /** What has arrived. */
  requests: number;
  events: number;
  bytes: number;
}

/** What a page does with many: how it asks for them, and how it is rid of them. */
const MANY = {
  triggers: {
    peer: 'sendoff-tag',
    ask: `n => { window.held = []; window.results = [];
      for (let k = 0; k < n; k++) {
        const { signal } = held[k] = new AbortController();
        results.push(sendoff(collector, { data: event, when: 'hidden', signal }));
      } }`,
    end: `async () => { for (const each of held) each.abort(); await Promise.all(results); results = held = undefined; }`,
  },
  events: {
    peer: 'sendoff-queue',
    ask: 'n => { for (let k = 0; k < n; k++) peer.send(event); }',
    end: 'async () => { await booted.flush(); }',
  },
} as const satisfies Record<string, { peer: PeerName; ask: string; end: string }>;

export type What = keyof typeof MANY;

const COUNTS = [1, 10, 100, 1000, 10_000, 100_000];
const RUNS = 3;

/** From one to a hundred thousand: time, memory, requests, bytes. */
export async function measureGrowth(each: Each): Promise<readonly Growth[]> {
  const site = await openSite();
  const browser = openBrowser();
  const runs = Array.from({ length: RUNS }, (_, run) => run + 1);
  const whats = Object.keys(MANY) as What[];
  const found = await each(
    runs.flatMap(run => whats.flatMap(what => COUNTS.map(count => ({ run, what, count })))),
    ({ what, count }) => measureMany(site, browser, what, count),
  );
  await browser.end();
  site.end();
  return whats
    .flatMap(what =>
      COUNTS.flatMap(count => {
        const own = found.filter(it => it.what === what && it.count === count);
        const [middle] = [...own]
          .sort((one, other) => one.ms - other.ms)
          .slice(Math.floor(own.length / 2));
        const most = (figure: 'after' | 'listeners') => Math.max(...own.map(it => it[figure]));
        return middle ? [{ ...middle, after: most('after'), listeners: most('listeners') }] : [];
      }),
    )
    .map(({ run: _, ...row }) => row);
}

function measureMany(
  site: Site,
  browser: Browser,
  what: What,
  count: number,
): Promise<Omit<Growth, 'what' | 'count'>> {
  const { peer, ask, end } = MANY[what];
  return browser.inFreshTab(async (tab, protocol) => {
    const visit = site.visit({
      peer,
      body: load(peer, 'script', 'window.booted = peer.boot(collector)'),
    });
    await tab.goto(visit.url);
    // Once with one: what is made at the first call is no growth.
    await tab.evaluate(`(${ask})(1)`);
    await tab.evaluate(`(${end})()`);
    const arrived = visit.arrivals.length;
    const before = await held(protocol);
    const ms = await tab.evaluate<number>(
      `{ const start = performance.now(); (${ask})(${count}); performance.now() - start }`,
    );
    const waiting = await held(protocol);
    await tab.evaluate(`(${end})()`);
    const own = () => visit.arrivals.slice(arrived);
    const events = () => own().reduce((all, it) => all + it.events, 0);
    if (what === 'events') await poll('the events', () => events() >= count, 60_000);
    const after = await held(protocol);
    return {
      ms: Math.round(ms * 100) / 100,
      waiting: megabytes(waiting.heap - before.heap),
      after: megabytes(after.heap - before.heap),
      listeners: after.listeners - before.listeners,
      requests: own().length,
      events: events(),
      bytes: own().reduce((all, it) => all + it.bytes, 0),
    };
  });
}

/** What is left after a collection: bytes on the heap, listeners. */
async function held(protocol: CDPSession): Promise<{ heap: number; listeners: number }> {
  await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize } = await protocol.send('Runtime.getHeapUsage');
  const { jsEventListeners } = await protocol.send('Memory.getDOMCounters');
  return { heap: usedSize, listeners: jsEventListeners };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e4) / 100;

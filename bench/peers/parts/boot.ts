import { chromium as visitorsChromium } from '../../../e2e/browsers/playwright/chromium.ts';
import { median } from '../../call/median.ts';
import { bundle } from '../bundle.ts';
import { brotliOf } from '../compress.ts';
import type { Each } from '../kept.ts';
import { load } from '../load.ts';
import { type Browser, openBrowser, taskDuration } from '../openBrowser.ts';
import { IN_A_PAGE, type PeerName } from '../peers.ts';
import { openSite, type Site } from '../site.ts';

export interface Boot {
  peer: PeerName;
  /** Main-thread work in ms, more than a page without a peer has: at full speed, and throttled to a quarter. */
  work: number;
  workThrottled: number;
  /** Listeners that it has added while it booted, those for the page's exit by name. */
  listeners: number;
  exits: readonly string[];
  /** Whether the back button finds the page in the back/forward cache; else why not. */
  kept: true | string;
  /** How many ms later the load event comes where the collector takes 1.5 s, in a page that sends at once. */
  loadMoved: number;
  /** Before the event itself: requests of the collector, and further files of its own. */
  requests: number;
  files: number;
  /** What those files weigh, brotli. */
  loaded: number;
  /** When the event has arrived, in ms after the call; nothing where it waits for longer than 6.5 s. */
  arrived: number | undefined;
}

const RUNS = 5;
const WATCHED = 6500;
const SLOW = 1500;
/** After the load event: long enough for what a peer does when the page is idle. */
const SETTLED = 1000;

/** What a page pays for a peer before it has sent anything but one event. */
export async function measureBoot(each: Each): Promise<readonly Boot[]> {
  const browser = openBrowser();
  const site = await openSite();
  const runs = Array.from({ length: RUNS }, (_, run) => run + 1);
  const works = await each(
    runs.flatMap(run =>
      [1, 4].flatMap(slower =>
        ['none' as const, ...IN_A_PAGE].map(peer => ({ run, slower, peer })),
      ),
    ),
    async ({ peer, slower }) => ({ ms: await workOf(browser, site, peer, slower) }),
  );
  const looks = await each(
    IN_A_PAGE.map(peer => ({ look: true, peer })),
    async ({ peer }) => ({ ...(await look(browser, site, peer)), ...(await bfcache(site, peer)) }),
  );
  const moves = await each(
    [1, 2, 3].flatMap(run =>
      ['none' as const, ...IN_A_PAGE].map(peer => ({ moved: true, run, peer })),
    ),
    async ({ peer }) => ({ ms: await loadTime(browser, site, peer) }),
  );
  site.end();
  await browser.end();

  const at = (speed: number) => works.filter(({ slower }) => slower === speed);
  return looks.map(({ look: _, ...found }) => ({
    ...found,
    // What else the machine does only adds to it: the least is nearest to the work itself.
    work: Math.round(more(at(1), found.peer, least) * 10) / 10,
    workThrottled: Math.round(more(at(4), found.peer, least) * 10) / 10,
    loadMoved: Math.round(more(moves, found.peer, median)),
  }));
}

interface Timed {
  peer: string;
  ms: number;
}

const least = (values: readonly number[]) => Math.min(...values);

/** How much more a peer's pages take than those without one. */
function more(
  found: readonly Timed[],
  peer: PeerName,
  sum: (values: readonly number[]) => number,
): number {
  const of = (name: string) => sum(found.filter(it => it.peer === name).map(({ ms }) => ms));
  return of(peer) - of('none');
}

/** All that the main thread does from the navigation on, in ms. */
function workOf(
  browser: Browser,
  site: Site,
  peer: PeerName | 'none',
  slower: number,
): Promise<number> {
  return browser.inFreshTab(async (tab, protocol) => {
    const body = peer === 'none' ? '' : load(peer, 'script', 'peer.boot(collector)');
    const visit = site.visit({ ...(peer !== 'none' && { peer }), body });
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const before = await taskDuration(protocol);
    await tab.goto(visit.url);
    await tab.waitForTimeout(SETTLED);
    return (await taskDuration(protocol)) - before;
  });
}

const EXITS = ['beforeunload', 'unload', 'pagehide', 'visibilitychange', 'freeze'];
/** Counts the listeners that the page has added. */
const COUNTED = `<script>
  window.added = [];
  const { addEventListener: add } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    added.push(type);
    return add.call(this, type, ...rest);
  };
</script>`;

type Look = Pick<Boot, 'listeners' | 'exits' | 'requests' | 'files' | 'loaded' | 'arrived'>;

/** What a page has added and asked for, until its event has arrived. */
function look(browser: Browser, site: Site, peer: PeerName): Promise<Look> {
  return browser.inFreshTab(async tab => {
    const visit = site.visit({
      peer,
      body:
        COUNTED +
        load(peer, 'modules', 'peer.boot(collector); window.sent = Date.now(); peer.send(event);'),
    });
    await tab.goto(visit.url);
    const deadline = Date.now() + WATCHED;
    const eventOf = () => visit.arrivals.find(({ events }) => events > 0);
    while (!eventOf() && Date.now() < deadline) await tab.waitForTimeout(50);
    const { added, sent } = (await tab.evaluate('({ added, sent })')) as {
      added: string[];
      sent: number;
    };
    const event = eventOf();
    const { files, entry } = await bundle(peer);
    const later = visit.loaded.filter(name => !entry.includes(name));
    return {
      listeners: added.length,
      exits: EXITS.filter(type => added.includes(type)),
      requests: event ? visit.arrivals.indexOf(event) : visit.arrivals.length,
      files: later.length,
      loaded: brotliOf(later.flatMap(name => files[name] ?? [])),
      arrived: event && event.at - sent,
    };
  });
}

/** In a browser that is as a visitor has it: under Playwright's own there is no such cache. */
async function bfcache(site: Site, peer: PeerName): Promise<Pick<Boot, 'kept'>> {
  const engine = await visitorsChromium();
  const visitor = await engine.visit();
  const body = `<script>addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });</script>
    <a id="away" href="/away">Away</a>${load(peer, 'script', 'peer.boot(collector); peer.send(event);')}`;
  const tab = await visitor.open(site.visit({ peer, body }).url);
  await tab.follow('#away');
  await tab.back();
  const kept = await tab.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & {
      notRestoredReasons?: { reasons?: { reason: string }[] };
    })[];
    if ((window as { persisted?: boolean }).persisted) return true;
    return (
      entry?.notRestoredReasons?.reasons?.map(({ reason }) => reason).join(', ') ||
      'no reason given'
    );
  });
  await visitor.end();
  await engine.end();
  return { kept: kept as true | string };
}

/** When the load event comes, in ms, where the collector is slow. */
function loadTime(browser: Browser, site: Site, peer: PeerName | 'none'): Promise<number> {
  return browser.inFreshTab(async tab => {
    const body =
      peer === 'none' ? '' : load(peer, 'script', 'peer.boot(collector); peer.send(event);');
    const visit = site.visit({ ...(peer !== 'none' && { peer }), body, delay: SLOW });
    await tab.goto(visit.url);
    return tab.evaluate(
      () =>
        (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming)
          .loadEventStart,
    );
  });
}

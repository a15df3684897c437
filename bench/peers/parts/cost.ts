import { readFile } from 'node:fs/promises';
import { launchBare } from '../../../e2e/browsers/playwright/launchBare.ts';
import { median } from '../../call/median.ts';
import type { Each } from '../kept.ts';
import { load } from '../load.ts';
import { type Browser, openBrowser, taskDuration } from '../openBrowser.ts';
import { IN_A_PAGE, PEERS, type PeerName } from '../peers.ts';
import { openSite, type Site } from '../site.ts';

export interface Cost {
  peer: PeerName;
  /** What is called: an event sent at once, or one that waits for the exit. */
  call: Call;
  /** µs on the calling task: of the first call, and of each of the ten after it. */
  first: number;
  later: number;
  /** The same as multiples of the bare API that the peer ends in. */
  firstRatio: number;
  laterRatio: number;
  /** µs of main-thread work for each of ten calls, in the 3.5 s from them on. */
  all: number;
}

/** What the page runs as one call. */
const CALLS = {
  send: 'peer.send(event)',
  waits: "peer.send(event, { when: 'hidden' })",
  'waits, without fetchLater': "peer.send(event, { when: 'hidden' })",
  'waits, taken back':
    "const held = new AbortController(); peer.send(event, { when: 'hidden', signal: held.signal }); held.abort()",
} as const;

type Call = keyof typeof CALLS;
type Case = { peer: PeerName; call: Call };

const PAGES = 15;
const WORK_PAGES = 3;
const WATCHED = 3500;
const SETTLED = 1000;
/** Isolated pages have a finer clock: 5 µs instead of 100 in Chromium. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const CASES: readonly Case[] = [
  ...IN_A_PAGE.map(peer => ({
    peer,
    call: 'send' as const,
  })),
  { peer: 'sendoff', call: 'waits' },
  { peer: 'sendoff', call: 'waits, without fetchLater' },
  { peer: 'sendoff', call: 'waits, taken back' },
];

/** What a call costs its caller, and all that it makes the main thread do; in turn, each on a fresh page. */
export async function measureCost(each: Each): Promise<readonly Cost[]> {
  const site = await openSite();
  let tour: Promise<Tour> | undefined;
  const runs = (count: number) => Array.from({ length: count }, (_, run) => run + 1);
  const times = await each(
    runs(PAGES).flatMap(run => CASES.map(it => ({ run, ...it }))),
    async it => {
      tour ??= openTour(site);
      return (await tour).measure(it);
    },
  );
  await (await tour)?.end();

  const browser = openBrowser();
  const works = await each(
    runs(WORK_PAGES).flatMap(run =>
      CASES.flatMap(it => [0, 10].map(calls => ({ run, calls, ...it }))),
    ),
    async ({ calls, ...it }) => ({ µs: await workOf(site, browser, it, calls) }),
  );
  await browser.end();
  site.end();

  return CASES.map(({ peer, call }) => {
    const of = (one: PeerName, what: Call, figure: 'first' | 'later') =>
      median(times.filter(it => it.peer === one && it.call === what).map(it => it[figure]));
    const work = (count: number) =>
      median(
        works
          .filter(it => it.peer === peer && it.call === call && it.calls === count)
          .map(it => it.µs),
      );
    const bare = `bare-${PEERS[peer].endsIn}` as const;
    const [first, later] = [of(peer, call, 'first'), of(peer, call, 'later')];
    return {
      peer,
      call,
      first: Math.round(first),
      later: Math.round(later),
      firstRatio: round(first / of(bare, 'send', 'first')),
      laterRatio: round(later / of(bare, 'send', 'later')),
      all: Math.round((work(10) - work(0)) / 10),
    };
  });
}

const round = (ratio: number) => Math.round(ratio * 100) / 100;

function bodyOf({ peer, call }: Case): string {
  const without = call === 'waits, without fetchLater' ? 'delete window.fetchLater;' : '';
  return `<script>${without}</script>${load(peer, 'script', `peer.boot(collector); window.call = () => { ${CALLS[call]} };`)}`;
}

/** In µs. */
type Times = { first: number; later: number };

interface Tour {
  measure(step: Case): Promise<Times>;
  end(): Promise<void>;
}

/** Leads one browser from page to page by what the server answers, with a blank page between two. */
async function openTour(site: Site): Promise<Tour> {
  const script = `<script>${await readFile(new URL('../pages/cost.js', import.meta.url), 'utf8')}</script>`;
  let lead: (url: string) => void;
  let isReady: () => void;
  let ready: Promise<void>;
  const awaitBlank = () => {
    ready = new Promise(resolve => {
      isReady = resolve;
    });
  };
  awaitBlank();
  const between = site.visit({
    body: script,
    headers: ISOLATED,
    onReport: () =>
      new Promise<string>(resolve => {
        lead = resolve;
        isReady();
      }),
  }).url;
  const browser = await launchBare(between);
  return {
    async measure(step) {
      await ready;
      return new Promise((resolve, reject) => {
        const { url } = site.visit({
          peer: step.peer,
          body: bodyOf(step) + script,
          headers: ISOLATED,
          onReport(reported) {
            awaitBlank();
            const figures = reported as Times | { error: string };
            if ('error' in figures) reject(new Error(figures.error));
            else resolve(figures);
            return between;
          },
        });
        lead(url);
      });
    },
    end: () => browser.end(),
  };
}

/** What the main thread does in a while in which some calls are made, in µs. */
function workOf(site: Site, browser: Browser, step: Case, calls: number): Promise<number> {
  return browser.inFreshTab(async (tab, protocol) => {
    await tab.goto(site.visit({ peer: step.peer, body: bodyOf(step) }).url);
    await tab.waitForTimeout(SETTLED);
    const before = await taskDuration(protocol);
    await tab.evaluate(`for (let n = 0; n < ${calls}; n++) call()`);
    await tab.waitForTimeout(WATCHED);
    return ((await taskDuration(protocol)) - before) * 1000;
  });
}

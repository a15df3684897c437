import type { AxeResults, RunOptions } from 'axe-core';
import type { Tab } from './browsers/engine.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import type { Site } from './support/site.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

/** Levels A and AA of WCAG 2.2, and what axe adds to them. */
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // The home page's frames hold /visitor, which has its own check.
  iframes: false,
};

/** The width of a narrow phone, in pixels. */
const PHONE = 360;
/** Those of a tablet that shows tables as cards, and of one that shows them as tables. */
const TABLETS = [840, 1060];

// The longest that a visitor may plausibly send, without a space to break at.
const PAGE_ID = 'a-page-id-of-sixty-four-letters-the-longest-that-a-tag-can-hold_';
const PATH = `/scripts/${'rebuild-the-search-index-of-the-whole-catalogue/'.repeat(4)}run.php`;
const TEXT = `https://shop.example.com/orders?token=${'0123456789abcdef'.repeat(20)}`;

interface Axe {
  run(options: RunOptions): Promise<AxeResults>;
}

type Open = (url: string) => Promise<Tab>;

/** Each page, opened and filled with all that it can show. */
const pages: Readonly<Record<string, (open: Open, server: Site) => Promise<Tab>>> = {
  async '/'(open, server) {
    const tab = await open(server.url('/'));
    await appears(tab, '#again:enabled');
    return tab;
  },

  async '/playground'(open, server) {
    const query = { via: 'fetch', when: 'load', data: 'fields', id: 7, note: TEXT, run: 1 };
    const tab = await open(server.url('/playground', query));
    await appears(tab, '#receipts [data-outcome=acknowledged]');
    await tab.click('#fire');
    await appears(tab, '#arrivals tr + tr');
    await tab.click('#outbox');
    await tab.click('#down');
    await tab.click('#fire');
    await appears(tab, '#receipts [data-outcome=stored]');
    await appears(tab, '#pending[data-pending="1"]');
    return tab;
  },

  async '/live'(open, server) {
    await sendOneOfEachKind(server);
    const tab = await open(server.url('/live'));
    await appears(tab, '#requests [data-id="gaps.1500"]');
    await appears(tab, '#delivery tr + tr + tr + tr');
    await appears(tab, '#accounts tr + tr + tr');
    return tab;
  },

  async '/methods'(open, server) {
    const tab = await open(server.url('/methods', { ms: 50, calls: 2 }));
    await appears(tab, '#run-all:enabled');
    await tab.click('#run-all');
    await appears(tab, 'tr:last-child[data-state=done]');
    return tab;
  },

  async '/matrix'(open, server) {
    const tab = await open(server.url('/matrix'));
    await appears(tab, '#matrix [data-share]');
    return tab;
  },

  async '/benchmarks'(open, server) {
    const tab = await open(server.url('/benchmarks'));
    await appears(tab, '#benchmarks td');
    return tab;
  },

  '/visitor': (open, server) =>
    open(server.url('/visitor', { fault: 'held', by: 'sendoff', view: 'x' })),

  async '/left'(open, server) {
    const query = { via: 'beacon', when: 'pagehide', data: 'fields', id: 7, note: TEXT, run: 1 };
    const tab = await open(server.url('/playground', query));
    await tab.follow('#leave');
    await appears(tab, '#arrivals tr');
    return tab;
  },
};

for (const [path, show] of Object.entries(pages))
  test(`${path} passes axe in light and in dark, and scrolls sideways neither on a phone nor on a tablet`, async ({
    engineName,
    open,
    server,
  }) => {
    const tab = await show(open, server);
    const resize = async (width: number) => {
      await tab.resize(width, 800);
      // A WebKitGTK window is never as narrow as a phone.
      const least = engineName === 'webkit' ? Math.max(width, 447) : width;
      await expect.poll(() => tab.evaluate(() => innerWidth)).toBe(least);
    };
    for (const width of [PHONE, ...TABLETS]) {
      await resize(width);
      expect(await tab.evaluate(overhang), `at ${width} px`).toEqual([]);
    }
    expect(await violations(tab), 'in light').toEqual([]);
    const light = await tab.evaluate(background);
    await tab.evaluate(preferDark);
    expect(await tab.evaluate(background)).not.toBe(light);
    // As narrow as a phone, so that either layout of a table is checked once.
    await resize(PHONE);
    expect(await violations(tab), 'in dark').toEqual([]);
  });

async function appears(tab: Tab, selector: string): Promise<void> {
  const has = (wanted: string) => document.querySelector(wanted) !== null;
  await expect.poll(() => tab.evaluate(has, selector), { message: selector }).toBe(true);
}

/** Requests with each note that the live page knows, each transport, each moment, and the longest texts. */
async function sendOneOfEachKind(server: Site): Promise<void> {
  const send = (path: string, query: Record<string, string | number>, init: RequestInit = {}) =>
    fetch(server.url(path, query), { method: 'POST', ...init });
  const tag = (rest: string) => ({ sendoff: `${PAGE_ID}.${rest}` });

  const gone = new AbortController();
  const left = send('/scripts/slow', { ...tag('1.fetch.now'), ms: 200 }, { signal: gone.signal });
  await expect
    .poll(async () => (await server.received({ tag: { id: `${PAGE_ID}.1` } })).length)
    .toBeGreaterThan(0);
  gone.abort();
  await left.catch(() => {});
  await send('/scripts/slow', { ...tag('2.beacon.load'), ms: 500, timeLimit: 0.1 });
  await send('/collect', { ...tag('3.img.idle'), note: TEXT });
  await send('/collect', { ...tag('3.img.idle'), note: TEXT });
  await send('/collect', tag('5.script.hidden'), { body: TEXT });
  await send('/collect', tag('6.fetchLater.pagehide'), {
    body: JSON.stringify({ note: TEXT }),
    headers: { 'sec-fetch-dest': 'image', 'user-agent': TEXT, referer: server.url(PATH) },
  });
  await send('/collect', {}, { body: 'x'.repeat(100_000) });
  await send('/collect', {}, { body: 'x'.repeat(2_000_000) });
  await send('/scripts/slow', { ms: 'soon' });
  await send(PATH, { note: TEXT });
  await send('/collect', { sendoff: 'gaps.1500.fetch.now' });
}

/** What axe finds wrong, a line an element. */
async function violations(tab: Tab): Promise<readonly string[]> {
  const { passed, failed } = await tab.evaluate(async rules => {
    const scope = window as unknown as { axe: Axe | undefined };
    if (scope.axe === undefined) {
      // By a URL of the page's own origin: its policy allows no other script.
      const script = document.createElement('script');
      script.src = '/modules/axe-core/axe.min.js';
      const loaded = new Promise(resolve => script.addEventListener('load', resolve));
      document.head.append(script);
      await loaded;
    }
    const { passes, violations } = await (scope.axe as Axe).run(rules);
    return {
      passed: passes.length,
      failed: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
      ),
    };
  }, RULES);
  expect(passed, 'the rules that axe has found kept').toBeGreaterThan(5);
  return failed;
}

function background(): string {
  return getComputedStyle(document.body).backgroundColor;
}

/** Shows the page as to a visitor who prefers dark: not every driver can say so to the browser. */
function preferDark(): void {
  document.documentElement.style.colorScheme = 'dark';
  for (const { cssRules } of document.styleSheets)
    for (const rule of cssRules)
      if (rule instanceof CSSMediaRule && rule.media.mediaText.includes('prefers-color-scheme'))
        rule.media.mediaText = 'all';
}

/** Where the page scrolls sideways: its width, and the elements that reach beyond its right edge. */
function overhang(): readonly string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.querySelectorAll('body *')].filter(
    element => element.getBoundingClientRect().right > clientWidth,
  );
  return [
    `${scrollWidth} of ${clientWidth} px`,
    ...wide.map(({ outerHTML }) => outerHTML.slice(0, 80)),
  ];
}

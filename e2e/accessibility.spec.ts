import type { AxeResults, RunOptions } from 'axe-core';
import type { Tab } from './browsers/engine.ts';
import type { Site } from './support/site.ts';
import { expect, test } from './support/test.ts';

/** Levels A and AA of WCAG 2.2, and what axe adds to them. */
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // The home page's frames hold /visitor, which has a check of its own.
  iframes: false,
};

/** As narrow as phones are, in pixels. */
const PHONE = 360;

// The longest that a visitor may plausibly send, without a space to break at.
const PAGE_ID = 'a-page-id-of-sixty-four-letters-the-longest-that-a-tag-can-hold_';
const PATH = `/scripts/${'rebuild-the-search-index-of-the-whole-catalogue/'.repeat(4)}run.php`;
const TEXT = `https://shop.example.com/orders?token=${'0123456789abcdef'.repeat(20)}`;

type Open = (url: string) => Promise<Tab>;

/** Each page, opened and filled with all that it can show. */
const pages: Readonly<Record<string, (open: Open, server: Site) => Promise<Tab>>> = {
  async '/'(open, server) {
    const tab = await open(server.url('/'));
    await appears(tab, '#again:enabled');
    return tab;
  },

  async '/playground'(open, server) {
    const query = { via: 'fetch', when: 'load', data: 'fields', note: TEXT, run: 1 };
    const tab = await open(server.url('/playground', query));
    // `fetch` ends in `acknowledged`, the script in `failed`: the receipts have both tones.
    await appears(tab, '#receipts [data-outcome=acknowledged]');
    await tab.click('#fire');
    await appears(tab, '#arrivals tr + tr');
    return tab;
  },

  async '/live'(open, server) {
    await sendOneOfEachKind(server);
    const tab = await open(server.url('/live'));
    await appears(tab, '#requests [data-id="gaps.999999999"]');
    await appears(tab, '#delivery tr + tr + tr + tr');
    return tab;
  },

  async '/methods'(open, server) {
    const tab = await open(server.url('/methods', { ms: 50, calls: 2 }));
    await appears(tab, '#run-all:enabled');
    await tab.click('#run-all');
    // As many as there are ways: the last run stands for the whole.
    await appears(tab, 'tr[data-way=pool][data-state=done]');
    return tab;
  },

  async '/matrix'(open, server) {
    const tab = await open(server.url('/matrix'));
    await appears(tab, '#matrix [data-share]');
    return tab;
  },

  '/visitor': (open, server) =>
    open(server.url('/visitor', { fault: 'held', by: 'sendoff', view: 'x' })),

  async '/left'(open, server) {
    const query = { via: 'beacon', when: 'pagehide', data: 'fields', note: TEXT, run: 1 };
    const tab = await open(server.url('/playground', query));
    await tab.follow('#leave');
    await appears(tab, '#arrivals tr');
    return tab;
  },
};

for (const [path, show] of Object.entries(pages)) {
  test(`${path} passes axe in light and in dark`, async ({ open, server }) => {
    const tab = await show(open, server);
    expect(await violations(tab)).toEqual([]);
    const light = await tab.evaluate(background);
    await tab.evaluate(preferDark);
    expect(await tab.evaluate(background)).not.toBe(light);
    expect(await violations(tab)).toEqual([]);
  });

  test(`${path} does not scroll sideways on a phone, and passes axe there`, async ({
    engineName,
    open,
    server,
  }) => {
    const tab = await show(open, server);
    await tab.resize(PHONE, 800);
    // A WebKitGTK window is never as narrow.
    const widest = engineName === 'webkit' ? 450 : PHONE;
    await expect.poll(() => tab.evaluate(() => innerWidth)).toBeLessThanOrEqual(widest);
    expect(await tab.evaluate(overhang)).toEqual([]);
    expect(await violations(tab)).toEqual([]);
  });
}

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
    .poll(async () => (await server.received({ path: '/scripts/slow' })).length)
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
  await send('/collect', { sendoff: 'gaps.999999999.fetch.now' });
}

/** What axe finds wrong, a line an element. */
async function violations(tab: Tab): Promise<readonly string[]> {
  await tab.evaluate(
    src =>
      new Promise((resolve, reject) => {
        const script = Object.assign(document.createElement('script'), { src });
        script.addEventListener('load', resolve);
        script.addEventListener('error', reject);
        document.head.append(script);
      }).then(() => undefined),
    '/modules/axe-core/axe.min.js',
  );
  const { passed, failed } = await tab.evaluate(async rules => {
    const { axe } = window as unknown as {
      axe: { run(options: unknown): Promise<AxeResults> };
    };
    const { passes, violations } = await axe.run(rules);
    return {
      passed: passes.length,
      failed: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
      ),
    };
  }, RULES);
  expect(passed, 'rules that axe has checked').toBeGreaterThan(5);
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

/** Where the page scrolls sideways: the elements that reach beyond its right edge. */
function overhang(): readonly string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > clientWidth)
    .map(({ tagName, id, className }) => `${tagName} #${id} .${className}`);
}

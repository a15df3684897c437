import type { Tab } from './browsers/engine.ts';
import { poll } from './browsers/poll.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import type { Site } from './support/site.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

test('the live page draws what became of a page: its load, its triggers, who left, and the end of a script', async ({
  open,
  server,
}) => {
  // An image's request ends with its tab; the script does not.
  const query = { via: 'img', when: 'load', data: 'fields', ms: 3000, run: 1 };
  const left = await open(server.url('/playground', query));
  const view = await left.evaluate(() => document.documentElement.dataset.view ?? '');
  const [entry] = await poll('the trigger', async () => {
    const found = await server.received({ query: { view } });
    return found.length > 0 && found;
  });
  await left.close();
  const tab = await open(server.url('/live', { page: entry?.tag?.page ?? '' }));
  await expect
    .poll(() => lanes(tab))
    .toEqual([{ n: '1', via: 'img', outcomes: 'arrived left finished' }]);
  const marks = await tab.evaluate(() =>
    ['called', 'left', 'arrived', 'gone', 'ended', 'load'].filter(
      name => document.querySelector(`.lane .${name}`) !== null,
    ),
  );
  expect(marks).toEqual(['called', 'left', 'arrived', 'gone', 'ended', 'load']);
  const words = await tab.evaluate(() =>
    document.querySelector('.lane')?.getAttribute('aria-label'),
  );
  expect(words?.replaceAll(/[\d.]+ m?s/g, 'T')).toBe(
    'called at T, left at T, arrived at T, its client left at T, its script ended at T',
  );
  expect(await tab.errors()).toEqual([]);
});

test('the live page shows gaps and duplicates, filters them, and rates delivery', async ({
  open,
  server,
  key,
}) => {
  await send(server, `${key}.1.fetch.now`, `${key}.2.img.load`, `${key}.2.img.load`);
  await send(server, `${key}.5.beacon.hidden`);
  const tab = await open(server.url('/live', { page: key }));
  await expect
    .poll(() => lanes(tab))
    .toEqual([
      { n: '1', via: 'fetch', outcomes: 'arrived' },
      { n: '2', via: 'img', outcomes: 'arrived duplicate' },
      { n: '3', via: '', outcomes: 'missing' },
      { n: '5', via: 'beacon', outcomes: 'arrived' },
    ]);
  await expect
    .poll(() => text(tab, '#delivery'))
    .toBe('fetch100 % 1 of 1img100 % 1 of 1beacon100 % 1 of 1');
  expect(await text(tab, '#delivery-note')).toContain('2 more are missing');
  const account = `[data-account="${key}"] td`;
  const counts = await tab.evaluate(
    (cells: string) => [...document.querySelectorAll(cells)].map(cell => cell.textContent),
    account,
  );
  expect(counts).toEqual(['4', '1', '3', '2']);

  for (const [field, value, numbers, rows] of [
    ['via', 'img', ['2'], 2],
    ['via', '', ['1', '2', '3', '5'], 4],
    ['outcome', 'missing', ['3'], 1],
    ['outcome', 'duplicate', ['2'], 1],
    ['outcome', 'refused', [], 0],
  ] as const) {
    await choose(tab, field, value);
    await expect.poll(async () => (await lanes(tab)).map(({ n }) => n)).toEqual(numbers);
    await expect.poll(() => count(tab, '#requests tr')).toBe(rows);
  }
});

test('of many page views only what can be seen is drawn, and the keyboard goes through all', async ({
  open,
  server,
  key,
}) => {
  const pages = Array.from({ length: 40 }, (_, index) => `${key}-${index}`);
  for (const page of pages) await send(server, `${page}.1.fetch.now`);
  const tab = await open(server.url('/live', { page: `${key}-` }));
  await expect.poll(() => attribute(tab, 'article', 'aria-setsize')).toBe('40');
  expect(await count(tab, 'article')).toBeLessThan(20);
  const focused = await tab.evaluate(() => {
    const feed = document.querySelector('#views') as HTMLElement;
    feed.querySelector('article')?.focus();
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    for (let times = 0; times < 25; times += 1) press('PageDown');
    press('PageUp');
    return (document.activeElement as HTMLElement).dataset.key;
  });
  expect(focused).toBe(pages.at(-25));

  // What comes meanwhile is drawn above, and nothing moves under the reader's eyes.
  const place = () =>
    tab.evaluate(() => document.activeElement?.getBoundingClientRect().top.toFixed());
  const before = await place();
  await send(server, `${key}-new.1.fetch.now`);
  await expect.poll(() => attribute(tab, 'article', 'aria-setsize')).toBe('41');
  expect(await place()).toBe(before);
});

test('the log can be exported as NDJSON and as CSV', async ({ open, server, key }) => {
  await send(server, `${key}.1.fetch.now`);
  const tab = await open(server.url('/live'));
  const load = (id: string) =>
    tab.evaluate(async (name: string) => {
      const link = document.querySelector(`[data-testid=export-${name}]`) as HTMLAnchorElement;
      return (await fetch(link.href)).text();
    }, id);
  const line = (await load('ndjson')).split('\n').find(found => found.includes(key)) ?? '';
  expect(JSON.parse(line)).toMatchObject({ tag: { page: key, n: 1 } });
  const row = (await load('csv')).split('\r\n').find(found => found.includes(key)) ?? '';
  expect(row).toContain(`,${key},1,fetch,now,POST,/collect,`);
});

/** Sends triggers with these tags, one after the other. */
async function send(server: Site, ...tags: string[]): Promise<void> {
  for (const tag of tags) {
    await fetch(server.url('/collect', { sendoff: tag }), { method: 'POST' });
  }
}

function lanes(tab: Tab) {
  return tab.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.lane-row[data-n]')].map(({ dataset }) => ({
      n: dataset.n,
      via: dataset.via,
      outcomes: dataset.outcomes,
    })),
  );
}

function choose(tab: Tab, field: string, value: string): Promise<void> {
  return tab.evaluate(
    ([name, chosen]: string[]) => {
      const select = document.querySelector(`#filter-${name}`) as HTMLSelectElement;
      select.value = chosen as string;
      select.dispatchEvent(new Event('input', { bubbles: true }));
    },
    [field, value],
  );
}

function count(tab: Tab, selector: string): Promise<number> {
  return tab.evaluate((wanted: string) => document.querySelectorAll(wanted).length, selector);
}

function text(tab: Tab, selector: string) {
  return tab.evaluate((wanted: string) => document.querySelector(wanted)?.textContent, selector);
}

function attribute(tab: Tab, selector: string, name: string) {
  return tab.evaluate(
    ([wanted, asked]: string[]) =>
      document.querySelector(wanted as string)?.getAttribute(asked as string),
    [selector, name],
  );
}

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Counted, Outcome } from '../../../bench/delivery/cells/cell.ts';
import { waits } from '../../../bench/delivery/cells/cell.ts';
import type { Delivery } from '../../../bench/delivery/report/delivery.ts';
import { tally, toJson } from '../../../bench/delivery/report/delivery.ts';
import { toSummarySvg } from '../../../bench/delivery/report/summarySvg.ts';
import { toSvg } from '../../../bench/delivery/report/svg.ts';
import { toTable } from '../../../bench/delivery/report/table.ts';
import { toMarkdown } from '../../../bench/delivery/report/toMarkdown.ts';

const place = { engine: 'webkit', condition: 'plain', moment: 'hidden' } as const;
const beacon = { ...place, subject: 'beacon' } as const;
const outcomes: readonly Outcome[] = [
  { ...place, subject: 'sendoff', exit: 'link', runs: 3, arrived: 3, duplicates: 0 },
  { ...place, subject: 'sendoff', exit: 'crash', runs: 3, arrived: 0, duplicates: 0 },
  { ...beacon, exit: 'link', runs: 3, arrived: 2, duplicates: 1 },
  { ...beacon, exit: 'crash', reason: 'it <cannot> be crashed' },
];
const delivery: Delivery = {
  date: '2026-11-23',
  runs: 3,
  engines: { webkit: { version: '2.50', build: 'system', fetchLater: false } },
  outcomes,
};

test('a cell counts the runs in which its request came, and its duplicates', () => {
  const page = {
    engine: 'webkit',
    condition: 'plain',
    exit: 'link',
    subject: 'beacon',
    build: '',
    version: '',
  } as const;
  const count = tally([
    { ...page, run: 1, arrivals: { hidden: 1, now: 1 } },
    { ...page, run: 2, arrivals: { hidden: 3, now: 1 } },
    { ...page, run: 3, arrivals: { hidden: 0, now: 1 } },
    { ...page, run: 1, subject: 'img', arrivals: { hidden: 1 } },
  ]);
  expect(count({ ...beacon, exit: 'link' })).toEqual({ runs: 3, arrived: 2, duplicates: 2 });
  expect(count({ ...beacon, exit: 'back' })).toEqual({ runs: 0, arrived: 0, duplicates: 0 });
});

test('a trigger waits at an exit as long as its moment has not come', () => {
  expect(waits({ moment: 'hidden', exit: 'link' })).toBe(true);
  expect(waits({ moment: 'load', exit: 'link' })).toBe(false);
  expect(waits({ moment: 'idle', exit: 'close-loading' })).toBe(true);
  expect(waits({ moment: 'now', exit: 'close-loading' })).toBe(false);
});

test('the table has a column for each exit, and counts what arrived', () => {
  expect(toTable([...outcomes, { ...(outcomes[0] as Counted), moment: 'load', runs: 0 }])).toBe(
    [
      '| subject   | moment   | link   | crash |',
      '| --------- | -------- | ------ | ----- |',
      '| `sendoff` | `hidden` | 3      | 0/3   |',
      '| `beacon`  | `hidden` | 2/3 +1 | –     |',
      '| `sendoff` | `load`   |        | –     |',
    ].join('\n'),
  );
});

test('the page lists what was lost, what came twice, and what could not be run', () => {
  const page = toMarkdown(delivery);
  expect(page).toContain('webkit 2.50');
  expect(page).toContain('| sendoff                          | 1 of 2 |');
  expect(page).toContain('| sendBeacon                       | 0 of 1 |');
  expect(page).toContain('- webkit, link: beacon at hidden came once too often in 3 runs');
  expect(page).toContain('- webkit, crash: hidden 0 of 3');
  expect(page).toContain('- webkit, beacon: it <cannot> be crashed');
});

test('the picture has a cell for each outcome, a title and a description', () => {
  const svg = toSvg(delivery);
  expect(svg).toContain('<title id="title">');
  expect(svg).toContain('sendoff: 1 of 2 cells deliver every run');
  expect(svg).toContain('>2/3 +1</text>');
  const legend = 4;
  expect(svg.match(/<rect x=/g)).toHaveLength(outcomes.length + legend);
});

test('the summary rounds down, so that 100 is all of it', () => {
  const row = (arrived: number): Outcome => ({
    engine: 'chromium',
    condition: 'plain',
    subject: 'sendoff',
    moment: 'now',
    exit: 'link',
    runs: 1000,
    arrived,
    duplicates: 0,
  });
  const svg = (arrived: number) => toSummarySvg({ ...delivery, outcomes: [row(arrived)] });
  expect(svg(1000)).toContain('sendoff: link 100, cross-site not run');
  expect(svg(999)).toContain('sendoff: link 99,');
});

test('the JSON parses back into the same data', () => {
  expect(JSON.parse(toJson(delivery))).toEqual(delivery);
});

// After a change of their words: npx vitest run test/bench/delivery --update
test('the published page and pictures match the published data', async () => {
  const docs = '../../../docs/delivery';
  const json = await readFile(new URL(`${docs}.json`, import.meta.url), 'utf8');
  const published = JSON.parse(json) as Delivery;
  await expect(toMarkdown(published)).toMatchFileSnapshot(`${docs}.md`);
  await expect(toSvg(published)).toMatchFileSnapshot(`${docs}.svg`);
  await expect(toSummarySvg(published)).toMatchFileSnapshot(`${docs}-summary.svg`);
});

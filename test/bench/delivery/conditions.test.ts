import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { whyNot } from '../../../bench/delivery/cells/ability.ts';
import type { Counted } from '../../../bench/delivery/cells/cell.ts';
import { type Condition, conditions } from '../../../bench/delivery/cells/conditions.ts';
import { type Exit, exits } from '../../../bench/delivery/cells/exits.ts';
import { batchesOf, visitsOf } from '../../../bench/delivery/cells/visits.ts';
import { type Conditions, toConditionsJson } from '../../../bench/delivery/report/conditions.ts';
import { toConditionsMarkdown } from '../../../bench/delivery/report/conditionsMarkdown.ts';
import { toConditionsSvg } from '../../../bench/delivery/report/conditionsSvg.ts';
import { isAllMeasured, tally } from '../../../bench/delivery/report/delivery.ts';
import { judge, tellFailure } from '../../../bench/delivery/report/judge.ts';
import { cellsOf, parseSelection } from '../../../bench/delivery/selection.ts';
import { percent } from '../../../bench/report/share.ts';

const cellsUnder = (...args: string[]) => cellsOf(parseSelection(args));
const table: readonly [string, Condition][] = Object.entries(conditions);

test('without a condition the matrix is the plain one; all are those beside it', () => {
  expect(parseSelection([]).conditions).toEqual(['plain']);
  const { plain: _, ...others } = conditions;
  expect(parseSelection(['--condition=all']).conditions).toEqual(Object.keys(others));
  expect(parseSelection(['--condition=all'])).toMatchObject({ whole: true });
  expect(parseSelection(['--condition', 'far', '--exit=close'])).toMatchObject({ whole: false });
  expect(() => parseSelection(['--condition=moon'])).toThrow('--condition must be one of plain');
});

test('a condition has only its own subjects, moments and ways of leaving', () => {
  const cells = cellsUnder('--condition=frame-cross');
  expect(cells).toHaveLength(3 * 3 * 2 * 4);
  expect(new Set(cells.map(({ exit }) => exit))).toEqual(new Set(conditions['frame-cross'].exits));
  expect(cellsUnder('--condition=frame-cross', '--moment=now')).toEqual([]);
});

test('a page that is to leave a frame is in one, and a loading page has a way of leaving that leaves it loading', () => {
  const inFrames = ['frame-link', 'remove', 'remove-loading'] as const;
  for (const [name, { frame, exits: ways }] of table)
    if (ways.some(way => (inFrames as readonly string[]).includes(way)))
      expect(frame, name).toBeDefined();
  for (const way of conditions['frame-loading'].exits)
    expect((exits[way] as Exit).loaded, way).toBe(false);
});

test('where an engine cannot be driven, its cells say why', () => {
  const ability = { version: '1', build: 'system', fetchLater: false };
  const [cell] = cellsUnder('--condition=worker-stopped', '--engine=webkit');
  expect(cell && whyNot(cell, ability)).toBe('its driver cannot stop a service worker');
  const [other] = cellsUnder('--condition=worker-pass', '--engine=webkit');
  expect(other && whyNot(other, ability)).toBeUndefined();
});

test('one browser makes three runs of a condition, and never two conditions', () => {
  const batches = batchesOf(visitsOf(cellsUnder('--condition=far,h2', '--engine=firefox'), 8));
  expect(batches).toHaveLength(2 * 3);
  for (const batch of batches) {
    expect(new Set(batch.map(({ condition }) => condition)).size).toBe(1);
    expect(new Set(batch.map(({ run }) => run)).size).toBeLessThanOrEqual(3);
  }
});

test('under a service worker a browser makes one run: what it fetches for no page holds a connection', () => {
  const cells = cellsUnder('--condition=worker-pass', '--engine=firefox');
  for (const batch of batchesOf(visitsOf(cells, 3)))
    expect(new Set(batch.map(({ run }) => run)).size).toBe(1);
});

const place = { engine: 'chromium', subject: 'sendoff', moment: 'hidden', exit: 'close' } as const;
const by = { build: '', version: '' };

test('where many leave at once each of them counts, and so does each that came again', () => {
  const many = { ...place, condition: 'many-30' } as const;
  const count = tally([
    { ...many, ...by, run: 1, arrivals: { hidden: 30 }, distinct: { hidden: 30 } },
    { ...many, ...by, run: 2, arrivals: { hidden: 29 }, distinct: { hidden: 28 } },
  ]);
  expect(count(many)).toEqual({ runs: 60, arrived: 58, duplicates: 1 });
});

test('what a page has seen of its requests is counted by its words', () => {
  const down = { ...place, condition: 'down', exit: 'stay', moment: 'now' } as const;
  const visits = ['failed', 'failed', 'queued'].map((now, index) => ({
    ...down,
    ...by,
    run: index + 1,
    arrivals: { now: 0 },
    receipts: { now },
  }));
  expect(tally(visits)(down)).toMatchObject({ receipts: { failed: 2, queued: 1 } });
});

const cell = (more: Partial<Counted>): Counted => ({
  ...place,
  condition: 'far',
  runs: 20,
  arrived: 20,
  duplicates: 0,
  ...more,
});

test('a condition is judged by itself, and only where the browser sends again may something come twice', () => {
  const told = (...cells: Counted[]) => judge(cells).map(tellFailure);
  expect(told(cell({ arrived: 19 }), cell({ subject: 'beacon' }))).toEqual([
    'chromium, far, close: sendoff at hidden 19 of 20, while beacon arrived 20 of 20',
  ]);
  expect(told(cell({ arrived: 19 }), cell({ subject: 'beacon', condition: 'h2' }))).toEqual([]);
  expect(told(cell({ duplicates: 20 }))).toHaveLength(1);
  expect(told(cell({ duplicates: 20, condition: 'reset-reused' }))).toEqual([]);
});

const delivery = {
  date: '2026-11-29',
  runs: 20,
  engines: { chromium: { version: '156', build: 'system', fetchLater: true } },
} as const;
const all: Conditions = {
  far: {
    ...delivery,
    outcomes: [cell({}), cell({ subject: 'keepalive', arrived: 9 }), cell({ subject: 'beacon' })],
  },
  down: {
    ...delivery,
    outcomes: [
      { ...place, condition: 'down', engine: 'firefox', reason: 'no Firefox here' },
      cell({ condition: 'down', arrived: 0, exit: 'stay', receipts: { failed: 20 } }),
    ],
  },
};

test('the page sums each condition up, has its table, and says why an engine is missing', () => {
  const page = toConditionsMarkdown(all);
  expect(page).toMatch(/\[`far`\]\(#far\) +\| .* \| 100 \/ 45 \/ 100 +\| – /);
  expect(page).toMatch(/\| `close` +\| `hidden` +\| 20 +\| 9\/20 +\| 20 /);
  expect(page).toContain('- firefox: no Firefox here');
  expect(page).toContain('No run is published of `frame`, `frame-cross`');
  expect(page).toContain('- chromium: sendoff `failed` 20');
});

test('what comes twice is named apart from what is lost', () => {
  const twice = cell({ duplicates: 1 });
  const lost = cell({ moment: 'pagehide', arrived: 9 });
  const outcomes = [twice, lost, cell({ moment: 'pagehide', subject: 'beacon' })];
  const page = toConditionsMarkdown({ far: { ...delivery, outcomes } });
  const [before = '', after] = page.split('## What comes twice');
  expect(before).toContain('- chromium, far, close: sendoff at pagehide 9 of 20');
  expect(before).not.toContain('too often');
  expect(after).toContain('- chromium, far, close: sendoff at hidden came once too often');
});

test('what is published is replaced by what is whole alone', () => {
  const missing = { ...place, condition: 'far', reason: 'no browser here' } as const;
  const many = cell({ condition: 'many-30', runs: 600 });
  expect(isAllMeasured([cell({}), many, missing], 20)).toBe(true);
  expect(isAllMeasured([cell({}), cell({ runs: 17 })], 20)).toBe(false);
  expect(isAllMeasured([cell({}), cell({ runs: 0 })], 20)).toBe(false);
  expect(isAllMeasured([missing], 20)).toBe(false);
});

test('a share is rounded down, and what is whole per cent stays that', () => {
  const each = Array.from({ length: 101 }, (_, n) => percent(n / 100));
  expect(each).toEqual(each.map((_, n) => `${n}`));
  expect(percent(0.999)).toBe('99');
});

test('the picture has a row for each condition, and its description says the same', () => {
  const svg = toConditionsSvg(all);
  expect(svg).toContain('far: chromium sendoff 100, keepalive fetch 45, sendBeacon 100; firefox');
  expect(svg.match(/<rect x=/g)).toHaveLength(2 * 3 * 3);
});

test('the JSON of the conditions parses back into the same data', () => {
  expect(JSON.parse(toConditionsJson(all))).toEqual(all);
});

// After a change of their words: npx vitest run test/bench/delivery --update
test('the published page and picture of the conditions match the published data', async () => {
  const docs = '../../../docs/conditions';
  const json = await readFile(new URL(`${docs}.json`, import.meta.url), 'utf8');
  const published = JSON.parse(json) as Conditions;
  await expect(toConditionsMarkdown(published)).toMatchFileSnapshot(`${docs}.md`);
  await expect(toConditionsSvg(published)).toMatchFileSnapshot(`${docs}.svg`);
  expect(toConditionsJson(published)).toBe(json);
});

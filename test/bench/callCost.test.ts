import { expect, test } from 'vitest';
import { median } from '../../bench/call/median.ts';
import { parseSelection } from '../../bench/call/parseSelection.ts';
import { rows } from '../../bench/call/rows.ts';
import type { Sample } from '../../bench/call/sample.ts';
import { isMet, table, verdict } from '../../bench/call/table.ts';

const sample = (call: string, figure: string, bare: number[], sendoff: number[]): Sample[] => [
  ...bare.map(value => ({ call, figure, side: 'bare', value }) as const),
  ...sendoff.map(value => ({ call, figure, side: 'sendoff', value }) as const),
];
const samples = [
  ...sample('fetch', 'next ten', [100, 300, 200], [250, 250, 900]),
  ...sample('fetch', 'first call', [1000], [1700]),
  ...sample('img', 'next ten', [20], [90]),
  ...sample('waiting', 'first call', [], [250]),
  ...sample('10,000 waiting', 'each', [], [19]),
  ...sample('dist/index.js', 'run', [], [1234]),
];

test('the median of an even number of values is between the two in the middle', () => {
  expect(median([30, 4, 10])).toBe(10);
  expect(median([30, 4, 10, 20])).toBe(15);
  expect(median([7])).toBe(7);
});

test('the cost of a fetch is how many times the bare one it takes, by their medians', () => {
  expect(rows('chromium', samples)[0]).toEqual({
    engine: 'chromium',
    call: 'fetch',
    figure: 'next ten',
    bare: 200,
    sendoff: 250,
    cost: 1.25,
    unit: '× bare',
    limit: 1.3,
  });
});

test('the cost of an image and of a waiting trigger is a share of a bare fetch, the first of the first', () => {
  const [, , img, waiting] = rows('firefox', samples);
  expect(img).toMatchObject({ cost: (90 - 20) / 200, unit: 'fetches more', limit: 0.3 });
  expect(waiting).toMatchObject({ bare: undefined, cost: 250 / 1000, unit: 'fetches more' });
});

test('a limit that is reached is met, one that is passed is not', () => {
  const [next, first] = rows('chromium', samples);
  expect([next, first].map(row => row && isMet(row))).toEqual([true, false]);
  expect(next && isMet({ ...next, cost: 1.3 })).toBe(true);
});

test('no limit is set for WebKit', () => {
  expect(rows('webkit', samples).every(({ limit }) => limit === undefined)).toBe(true);
});

test('the table shows each figure beside the bare one, with its cost and limit', () => {
  expect(table(rows('chromium', samples))).toBe(
    [
      'engine    call            figure       bare  sendoff               cost  limit',
      'chromium  fetch           next ten      200      250        1.25 × bare  1.3 ✓',
      'chromium  fetch           first call  1,000    1,700        1.70 × bare  1.6 ✗',
      'chromium  img             next ten       20       90  0.35 fetches more  0.3 ✗',
      'chromium  waiting         first call      –      250  0.25 fetches more  0.3 ✓',
      'chromium  10,000 waiting  each            –       19                      20 ✓',
      'chromium  dist/index.js   run             –    1,234',
    ].join('\n'),
  );
});

test('the last line names each limit that is met or not', () => {
  expect(verdict(rows('chromium', samples))).toBe(
    'Met: chromium fetch, next ten (1.25 of 1.3); chromium waiting, first call (0.25 of 0.3); ' +
      'chromium 10,000 waiting, each (19 of 20). ' +
      'Not met: chromium fetch, first call (1.70 of 1.6); chromium img, next ten (0.35 of 0.3).',
  );
  expect(verdict([])).toBe('Met: none. Not met: none.');
});

test('the command line selects engines, pages and warm starts, and rejects other values', () => {
  expect(parseSelection([])).toEqual({ engines: ['chromium', 'firefox'], pages: 30, warm: false });
  expect(parseSelection(['--engine', 'webkit', '--pages', '5', '--warm'])).toEqual({
    engines: ['webkit'],
    pages: 5,
    warm: true,
  });
  expect(() => parseSelection(['--engine', 'opera'])).toThrow('chromium, firefox, webkit');
  expect(() => parseSelection(['--pages', '0'])).toThrow("not '0'");
});

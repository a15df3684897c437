import { expect, test } from 'vitest';
import type { Counted, Outcome } from '../../../bench/delivery/cells/cell.ts';
import { judge, tellFailure } from '../../../bench/delivery/report/judge.ts';

const cell = (
  subject: Counted['subject'],
  arrived: number,
  more: Partial<Counted> = {},
): Counted => ({
  engine: 'chromium',
  condition: 'plain',
  exit: 'close',
  moment: 'hidden',
  runs: 20,
  duplicates: 0,
  subject,
  arrived,
  ...more,
});
const failures = (...outcomes: readonly Outcome[]) => judge(outcomes).map(tellFailure);

test('the default must deliver what a keepalive fetch or a beacon delivers in the same place', () => {
  const lost = 'chromium, close: sendoff at hidden 19 of 20, while';
  const own = cell('sendoff', 19);
  expect(failures(own, cell('keepalive', 20))).toEqual([`${lost} keepalive arrived 20 of 20`]);
  expect(failures(own, cell('beacon', 20))).toEqual([`${lost} beacon arrived 20 of 20`]);
  expect(failures(own, cell('keepalive', 19), cell('beacon', 19))).toEqual([]);
  expect(failures(own, cell('fetch', 20))).toEqual([]);
  expect(failures(own, cell('beacon', 20, { exit: 'link' }))).toEqual([]);
  expect(failures(own, cell('beacon', 20, { moment: 'load' }))).toEqual([]);
  expect(failures(own, cell('beacon', 20, { engine: 'webkit' }))).toEqual([]);
  expect(failures(cell('sendoff', 20), cell('beacon', 20))).toEqual([]);
});

test('a named transport must deliver where it still waited when the page was left', () => {
  const img = (more: Partial<Counted>) =>
    failures(cell('sendoff.img', 0, more), cell('beacon', 20, more));
  expect(img({ moment: 'hidden' })).toHaveLength(1);
  expect(img({ moment: 'pagehide' })).toHaveLength(1);
  expect(img({ moment: 'load' })).toEqual([]);
  expect(img({ moment: 'load', exit: 'close-loading' })).toHaveLength(1);
  expect(img({ moment: 'now', exit: 'close-loading' })).toEqual([]);
});

test('a waiting trigger must arrive wherever a fetchLater arrives that was asked for beforehand', () => {
  const exit = 'crash';
  const later = cell('fetchLater', 20, { exit, moment: 'now' });
  const own = cell('sendoff', 0, { exit });
  expect(failures(own, cell('beacon', 0, { exit }), later)).toEqual([
    'chromium, crash: sendoff at hidden 0 of 20, while fetchLater arrived 20 of 20',
  ]);
  expect(failures(own, { ...later, arrived: 19 })).toEqual([]);
  expect(failures(cell('sendoff', 0, { exit, moment: 'load' }), later)).toEqual([]);
});

test('neither sendoff nor a bare API may deliver twice', () => {
  expect(failures(cell('sendoff', 20, { duplicates: 1 }))).toEqual([
    'chromium, close: sendoff at hidden came once too often in 20 runs',
  ]);
  expect(failures(cell('img', 20, { duplicates: 3 }))).toEqual([
    'chromium, close: img at hidden came 3 times too often in 20 runs',
  ]);
});

test('a loss and a duplicate in one cell are two failures', () => {
  expect(failures(cell('sendoff', 19, { duplicates: 1 }), cell('beacon', 20))).toHaveLength(2);
});

test('a cell that cannot be run, or has not been run yet, counts against nobody', () => {
  const { arrived: _, runs: __, duplicates: ___, ...place } = cell('beacon', 20);
  expect(failures(cell('sendoff', 19), { ...place, reason: 'missing' })).toEqual([]);
  expect(failures(cell('sendoff', 19), { ...cell('beacon', 0), runs: 0 })).toEqual([]);
  expect(failures({ ...cell('sendoff', 0), runs: 0 }, cell('beacon', 20))).toEqual([]);
});

import { expect, test } from 'vitest';
import { batchesOf, visitsOf } from '../../../bench/delivery/cells/visits.ts';
import { cellsOf, parseSelection } from '../../../bench/delivery/selection.ts';

const all = visitsOf(cellsOf(parseSelection([])), 2);

test('a page holds one subject, and no more requests than an engine sends to a host at once', () => {
  for (const { moments } of all) expect(moments.length).toBeLessThanOrEqual(5);
});

test('every cell is in one visit of each run', () => {
  const requests = all.flatMap(({ moments, ...visit }) =>
    moments.map(moment => JSON.stringify({ ...visit, moment })),
  );
  expect(new Set(requests).size).toBe(requests.length);
  expect(requests).toHaveLength(2 * cellsOf(parseSelection([])).length);
});

test('a batch is of one engine, one exit and one run; the first run comes first', () => {
  const batches = batchesOf(all);
  expect(batches).toHaveLength(3 * 9 * 2);
  for (const batch of batches)
    expect(new Set(batch.map(({ engine, exit, run }) => `${engine} ${exit} ${run}`)).size).toBe(1);
  const runs = batches.map(([first]) => first?.run ?? 0);
  expect(runs).toEqual([...runs].sort((a, b) => a - b));
});

test('elements that are requested as the page is left have their own page', () => {
  const moments = (subject: string, exit: string) =>
    visitsOf(cellsOf(parseSelection([`--subject=${subject}`, `--exit=${exit}`])), 1)
      .filter(({ engine }) => engine === 'firefox')
      .map(visit => visit.moments.join());
  const waiting = 'load,idle,hidden,pagehide';
  expect(moments('img', 'link')).toEqual(['now', waiting]);
  expect(moments('sendoff.script', 'close')).toEqual(['now', waiting]);
  expect(moments('img', 'crash')).toEqual([`now,${waiting}`]);
  expect(moments('beacon', 'link')).toEqual([`now,${waiting}`]);
});

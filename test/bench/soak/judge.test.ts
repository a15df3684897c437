import { expect, test } from 'vitest';
import { judge, type Outcome } from '../../../bench/soak/judge.ts';
import type { Entry } from '../../../demo-server/formats/entry.ts';

const received = (request: number, page: string) =>
  ({ event: 'received', request, path: '/scripts/slow', tag: { id: `${page}.1` } }) as Entry;
const finished = (request: number) => ({ event: 'finished', request }) as Entry;

const well: Outcome = {
  entries: [received(1, 'p'), finished(1)],
  answered: new Set(['p.1']),
  held: { before: { heap: 20, descriptors: 30 }, after: { heap: 22, descriptors: 30 } },
  exitCode: 0,
  left: 0,
};

test('a soak in which nothing is lost and nothing is left has no problems', () => {
  expect(judge(well)).toEqual([]);
});

const cases: [what: string, changes: Partial<Outcome>][] = [
  ['1 triggers were answered and are not in the log: q.1', { answered: new Set(['q.1']) }],
  [
    '1 triggers are in the log more than once',
    { entries: [...well.entries, received(2, 'p'), finished(2)] },
  ],
  ['1 of 1 scripts have not one end: request 1', { entries: [received(1, 'p')] }],
  [
    '1 of 1 scripts have not one end: request 1',
    { entries: [received(1, 'p'), finished(1), finished(1)] },
  ],
  [
    'descriptors: 30 before, 31 after',
    { held: { ...well.held, after: { heap: 20, descriptors: 31 } } },
  ],
  [
    'heap: 20.0 MB before, 50.0 MB after',
    { held: { ...well.held, after: { heap: 50, descriptors: 30 } } },
  ],
  ['the server ended with 1', { exitCode: 1 }],
  ['the server has left 2 processes behind', { left: 2 }],
];
test.each(cases)('a soak fails with "%s"', (problem, changes) => {
  expect(judge({ ...well, ...changes })).toEqual([problem]);
});

import { expect, test } from 'vitest';
import { split, weigh } from '../../src/queue/split.ts';

/** No bound on what is left of the quota. */
const NONE = Number.POSITIVE_INFINITY;

const event = (bytes: number, letter = 'x') => letter.repeat(bytes);
const lengths = (parts: string[][]) => parts.map(part => part.map(({ length }) => length));
const bodies = (parts: string[][]) =>
  parts.map(part => new TextEncoder().encode(`[${part}]`).length);

test.each([
  ['', 1],
  ['abc', 4],
  ['é', 3],
  ['€', 4],
  ['😀', 5],
])('%j weighs %d bytes, with its comma', (text, bytes) => expect(weigh(text)).toBe(bytes));

test.each([
  ['no events make no request', [], 10, NONE, []],
  ['events that fit make one request', [3, 3], 10, NONE, [[3, 3]]],
  ['a body is as large as allowed, and no larger', [4, 3, 1], 10, NONE, [[4, 3], [1]]],
  ['an event that is too large travels alone', [2, 20, 2], 10, NONE, [[2], [20], [2]]],
  [
    'the oldest events fill the quota that is left, and the rest travels apart',
    [3, 3, 3, 3],
    20,
    9,
    [
      [3, 3],
      [3, 3],
    ],
  ],
  ['all requests share the quota that is left', [3, 3, 3, 3], 9, 14, [[3, 3], [3], [3]]],
  ['with no quota left, requests are as large as allowed', [3, 3, 3], 9, 0, [[3, 3], [3]]],
  ['small events after a large one still fit', [3, 30, 3], 10, 12, [[3], [30], [3]]],
  ['what does not fit takes no room from what does', [20, 3, 3, 3], 20, 10, [[20], [3, 3], [3]]],
])('%s', (_, events, most, left, expected) => {
  const parts = split(
    (events as number[]).map(bytes => event(bytes)),
    most as number,
    left as number,
  );
  expect(lengths(parts)).toEqual(expected);
});

test('split counts bytes, not characters', () => {
  const parts = split([event(3, '€'), event(3, '€'), event(3, '€')], 21, NONE);
  expect(bodies(parts)).toEqual([21, 11]);
});

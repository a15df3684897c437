import { describe, expect, test } from 'vitest';
import { split, weigh } from '../../src/queue/split.ts';

const event = (bytes: number, letter = 'x') => letter.repeat(bytes);
const lengths = (parts: string[][]) => parts.map(part => part.map(({ length }) => length));
const bodies = (parts: string[][]) =>
  parts.map(part => new TextEncoder().encode(`[${part}]`).length);

describe('weigh', () => {
  test.each([
    ['', 1],
    ['abc', 4],
    ['é', 3],
    ['€', 4],
    ['😀', 5],
  ])('%j costs %d bytes', (text, bytes) => expect(weigh(text)).toBe(bytes));
});

describe('split', () => {
  const none = Number.POSITIVE_INFINITY;

  test.each([
    ['nothing makes no request', [], 10, none, []],
    ['what fits is one request', [3, 3], 10, none, [[3, 3]]],
    ['a body is as large as allowed, and no larger', [4, 3, 1], 10, none, [[4, 3], [1]]],
    ['an event that is too large travels alone', [2, 20, 2], 10, none, [[2], [20], [2]]],
    [
      'the oldest fill what is left; the rest is apart',
      [3, 3, 3, 3],
      20,
      9,
      [
        [3, 3],
        [3, 3],
      ],
    ],
    ['what is left is shared by all requests', [3, 3, 3, 3], 9, 14, [[3, 3], [3], [3]]],
    ['with nothing left, requests are as large as allowed', [3, 3, 3], 9, 0, [[3, 3], [3]]],
    ['small events after a large one still fit', [3, 30, 3], 10, 12, [[3], [30], [3]]],
  ])('%s', (_, events, most, left, expected) => {
    const parts = split(
      (events as number[]).map(bytes => event(bytes)),
      most as number,
      left as number,
    );
    expect(lengths(parts)).toEqual(expected);
  });

  test('bytes count, not characters', () => {
    const parts = split([event(3, '€'), event(3, '€'), event(3, '€')], 21, none);
    expect(bodies(parts)).toEqual([21, 11]);
  });
});

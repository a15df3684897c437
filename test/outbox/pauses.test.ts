import { expect, test } from 'vitest';
import { pauseAfter } from '../../src/outbox/passes.ts';

test('pauses double from a second to five minutes, each with jitter', () => {
  expect([1, 2, 3, 4].map(failures => pauseAfter(failures, 1))).toEqual([1000, 2000, 4000, 8000]);
  expect([1, 2].map(failures => pauseAfter(failures, 0))).toEqual([500, 1000]);
  expect(pauseAfter(2000, 1)).toBe(300_000);
  expect(pauseAfter(2000, 0)).toBe(150_000);
});

import { expect, test } from 'vitest';
import { holdUntil, isAhead, judge } from '../../src/outbox/verdict.ts';

const DAY = 86_400_000;

test.each([
  [200, true, 'done'],
  [409, true, 'done'],
  ...[408, 409, 425, 429, 500, 502, 503, 504, 599].map(status => [status, false, 'again'] as const),
  ...[0, 200, 204, 304, 401, 403].map(status => [status, false, 'doubt'] as const),
  ...[400, 402, 404, 405, 410, 413, 422, 451].map(status => [status, false, 'refused'] as const),
] as const)('a status of %i, accepted: %s, means %s', (status, isAccepted, verdict) => {
  expect(judge(status, isAccepted)).toBe(verdict);
});

const NOW = Date.parse('2026-11-24T12:00:00Z');

test.each([
  [null, 0],
  ['', 0],
  ['soon', 0],
  ['-5', 0],
  ['0', 0],
  ['NaN', 0],
  ['2', NOW + 2000],
  [' 120 ', NOW + 120_000],
  ['Tue, 24 Nov 2026 12:00:30 GMT', NOW + 30_000],
  ['Mon, 23 Nov 2026 12:00:00 GMT', 0],
  ['31536000', NOW + DAY],
  ['99999999999999999999', NOW + DAY],
  ['Wed, 24 Nov 2027 12:00:00 GMT', NOW + DAY],
] as const)('a Retry-After of %j is honoured, for a day at most', (text, until) => {
  expect(holdUntil(text, NOW)).toBe(until);
});

test.each([
  ['in a second', NOW + 1000, true],
  ['a second ago', NOW - 1000, false],
  ['never', 0, false],
  ['in a day', NOW + DAY, true],
  // The clock was ahead when it was written.
  ['in a year', NOW + 365 * DAY, false],
] as const)('an end %s is ahead: %s', (_, until, ahead) => {
  expect(isAhead(until, NOW)).toBe(ahead);
});

import { expect, test } from 'vitest';
import { createLedger } from '../../src/server.ts';

const tag = (n: number, page = 'p') => ({ page, n });

test('a page that sent 1, 2 and 4 misses 3, until it comes', () => {
  const ledger = createLedger();
  expect(ledger.enter(tag(1))).toEqual({});
  expect(ledger.enter(tag(2))).toEqual({});
  expect(ledger.enter(tag(4))).toEqual({ missing: [3] });
  expect(ledger.enter(tag(3))).toEqual({});
});

test('a number that comes again is a duplicate, on its own page only', () => {
  const ledger = createLedger();
  ledger.enter(tag(1));
  expect(ledger.enter(tag(1))).toEqual({ duplicate: true });
  expect(ledger.enter(tag(1, 'q'))).toEqual({});
});

test('a page may be called __proto__', () => {
  const ledger = createLedger();
  expect(ledger.enter(tag(1, '__proto__'))).toEqual({});
  expect(ledger.enter(tag(1, '__proto__'))).toEqual({ duplicate: true });
});

test('of a long gap the latest numbers are listed, and no more', () => {
  const { missing } = createLedger().enter(tag(10_001));
  expect(missing).toHaveLength(50);
  expect(missing?.at(-1)).toBe(10_000);
});

test('a number that no page has come to makes nothing missing, and hides no gap', () => {
  const ledger = createLedger();
  for (const n of [1, 3, 999_999_999]) ledger.enter(tag(n));
  expect(ledger.enter(tag(999_999_999))).toEqual({ duplicate: true, missing: [2] });
  expect(ledger.enter(tag(6))).toEqual({ missing: [2, 4, 5] });
});

test('a page with many triggers has no gap where its old numbers were forgotten', () => {
  const ledger = createLedger();
  for (let n = 1; n <= 2000; n += 1) expect(ledger.enter(tag(n))).toEqual({});
  expect(ledger.enter(tag(1999))).toEqual({ duplicate: true });
});

test('the page that was heard of longest ago is forgotten first', () => {
  const ledger = createLedger();
  ledger.enter(tag(1, 'old'));
  ledger.enter(tag(1, 'heard'));
  for (let page = 0; page < 1998; page += 1) ledger.enter(tag(1, `page${page}`));
  expect(ledger.enter(tag(1, 'heard'))).toEqual({ duplicate: true });
  ledger.enter(tag(1, 'one-more'));
  ledger.enter(tag(1, 'two-more'));
  expect(ledger.enter(tag(1, 'heard'))).toEqual({ duplicate: true });
  expect(ledger.enter(tag(1, 'old'))).toEqual({});
});

test('numbers that come in any order leave the same gaps as in a plain set', () => {
  // A seeded shuffle of 1 to 300 in which every seventh number is lost and every fifth comes twice.
  const numbers = Array.from({ length: 300 }, (_, index) => index + 1).filter(n => n % 7 !== 0);
  const sent = [...numbers, ...numbers.filter(n => n % 5 === 0)];
  let state = 42;
  for (let at = sent.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (at + 1);
    [sent[at], sent[other]] = [sent[other] as number, sent[at] as number];
  }
  const ledger = createLedger();
  const seen = new Set<number>();
  for (const n of sent) {
    const duplicate = seen.has(n);
    seen.add(n);
    const missing = [];
    for (let gap = Math.max(...seen); gap > 0 && missing.length < 50; gap -= 1)
      if (!seen.has(gap)) missing.unshift(gap);
    expect(ledger.enter(tag(n))).toEqual({
      ...(duplicate && { duplicate }),
      ...(missing.length > 0 && { missing }),
    });
  }
});

test('a page with a gap after each number is remembered as far as its latest hundred runs', () => {
  const ledger = createLedger();
  for (let n = 1; n <= 2001; n += 2) ledger.enter(tag(n));
  expect(ledger.enter(tag(2001))).toMatchObject({ duplicate: true });
  expect(ledger.enter(tag(1803)).duplicate).toBe(true);
  expect(ledger.enter(tag(1))).not.toHaveProperty('duplicate');
  expect(ledger.snapshot()[0]).toHaveLength(202);
  // Of what was forgotten it says nothing, also when there is room again.
  for (let n = 1804; n <= 2000; n += 2) ledger.enter(tag(n));
  expect(ledger.enter(tag(3))).toEqual({ missing: [1802] });
  expect(ledger.enter(tag(3))).toEqual({ missing: [1802] });
});

test('a million pages take the room of the two thousand that are remembered', () => {
  const ledger = createLedger();
  for (let page = 0; page < 1_000_000; page += 1) ledger.enter(tag(1, `page${page}`));
  expect(ledger.snapshot()).toHaveLength(2000);
  expect(ledger.enter(tag(1, 'page999999'))).toEqual({ duplicate: true });
  expect(ledger.enter(tag(1, 'page0'))).toEqual({});
});

test('a ledger restored from a snapshot continues where it was', () => {
  const ledger = createLedger({ maxPages: 2 });
  for (const n of [1, 2, 4]) ledger.enter(tag(n));
  ledger.enter(tag(1, '__proto__'));
  const snapshot = JSON.parse(JSON.stringify(ledger.snapshot()));
  const restored = createLedger({ maxPages: 2, snapshot });
  expect(restored.enter(tag(4))).toEqual({ duplicate: true, missing: [3] });
  expect(restored.enter(tag(1, '__proto__'))).toEqual({ duplicate: true });
  // The order is kept, too: the page that was heard of longest ago is the first to be forgotten.
  restored.enter(tag(1, 'third'));
  expect(restored.enter(tag(4))).toEqual({ missing: [1, 2, 3] });
});

test.each([
  ['undefined', undefined],
  ['null', null],
  ['text', 'garbage'],
  ['an object', { pages: [] }],
  ['a list of malformed entries', [null, 7, 'p', [], ['p'], [7, 0], ['p', -1], ['p', 0, 1]]],
  ['an entry whose numbers run backwards', [['p', 0, 5, 4]]],
  [
    'a list of malformed numbers',
    [
      ['p', 0, 1, Number.NaN],
      ['p', 0, '1', '2'],
      ['p', 0, 1, 1e300],
    ],
  ],
])('a snapshot that is %s is ignored', (_, snapshot) => {
  const ledger = createLedger({ snapshot });
  expect(ledger.snapshot()).toEqual([]);
  expect(ledger.enter(tag(1))).toEqual({});
});

test('a damaged entry of a snapshot takes none of the others with it', () => {
  const ledger = createLedger({
    snapshot: [
      ['p', 0, 1, 2],
      ['q', 0, 3, 1],
      ['r', 0, 1, 1],
    ],
  });
  expect(ledger.snapshot().map(([page]) => page)).toEqual(['p', 'r']);
});

test('a snapshot with more pages and runs than are remembered is bounded', () => {
  const runs = Array.from({ length: 1000 }, (_, index) => [3 * index + 1, 3 * index + 2]).flat();
  const ledger = createLedger({
    maxPages: 1,
    snapshot: [
      ['p', 0, 1, 1],
      ['q', 0, ...runs],
    ],
  });
  expect(ledger.snapshot()).toEqual([['q', 2699, ...runs.slice(-200)]]);
});

test.each([0, -1, 1.5, Number.NaN, '7'])('a maxPages of %j throws', maxPages => {
  expect(() => createLedger({ maxPages: maxPages as number })).toThrow(
    /maxPages is ".*"; allowed: a whole number above 0/,
  );
});

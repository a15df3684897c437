import { expect, test } from 'vitest';
import { createLedger } from '../../demo-server/recorder/createLedger.ts';
import type { Tag } from '../../demo-server/requests/parseTag.ts';

const tag = (n: number, page = 'p'): Tag => ({
  id: `${page}.${n}`,
  page,
  n,
  via: 'fetch',
  when: 'now',
});

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

test('a page called __proto__ is a page', () => {
  const ledger = createLedger();
  expect(ledger.enter(tag(1, '__proto__'))).toEqual({});
  expect(ledger.enter(tag(1, '__proto__'))).toEqual({ duplicate: true });
});

test('an enormous number names the latest that are missing, and no more', () => {
  const { missing } = createLedger().enter(tag(999_999_999));
  expect(missing).toHaveLength(50);
  expect(missing?.at(-1)).toBe(999_999_998);
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

import { expect, test } from 'vitest';
import { surplus } from '../../src/outbox/box.ts';

const items = (...all: [created: number, bytes: number][]) =>
  all.map(([created, bytes]) => ({ created, bytes }));
const bounds = { maxItems: 3, maxBytes: 100, maxAge: 1000 };
const dropped = (all: ReturnType<typeof items>, now = 10) =>
  surplus(all, bounds, now).map(({ created }) => created);

test('nothing has to go where nothing is too much', () => {
  expect(dropped(items([1, 30], [2, 30], [3, 30]))).toEqual([]);
  expect(dropped([])).toEqual([]);
});

test('the oldest goes first where there are too many, whatever their order', () => {
  expect(dropped(items([5, 1], [1, 1], [4, 1], [2, 1], [3, 1])).sort()).toEqual([1, 2]);
});

test('the oldest goes first where there are too many bytes', () => {
  expect(dropped(items([1, 50], [2, 50], [3, 50]))).toEqual([1]);
});

test('what is too old goes, and what a clock that went back has dated ahead stays', () => {
  expect(dropped(items([1, 1], [2000, 1], [99_999, 1]), 2500)).toEqual([1]);
});

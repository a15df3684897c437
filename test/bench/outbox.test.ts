import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { add, type Counts, put } from '../../bench/outbox/counts.ts';

const PLACE =
  'Before.\n\n<!-- counts: written by `npm run outbox` -->\nold\n<!-- end of the counts -->\n\nAfter.\n';

test("the outbox's document has the counts that were measured", () => {
  const counts: Counts = JSON.parse(readFileSync('docs/outbox.json', 'utf8'));
  const document = readFileSync('docs/outbox.md', 'utf8');
  expect(put(document, counts)).toBe(document);
});

test('each run of a test is added to those before', () => {
  const first = add(undefined, { passed: 1, arrived: 2, called: 3 });
  expect(add(first, { passed: 0, arrived: 3, called: 3 })).toEqual({
    runs: 2,
    passed: 1,
    arrived: 5,
    called: 6,
  });
});

test('counts take the place of those before, and leave the rest of the document', () => {
  const counts: Counts = {
    b: { chromium: { runs: 20, passed: 20 }, firefox: { runs: 20, passed: 19 } },
    a: { chromium: { runs: 2, passed: 2, arrived: 5, called: 6 } },
  };
  const document = put(PLACE, counts);
  expect(document).toMatch(/^Before\.\n/);
  expect(document).toMatch(/\n\nAfter\.\n$/);
  const rows = document.split('\n').filter(line => line.startsWith('| '));
  expect(rows.map(row => row.split('|').map(cell => cell.trim()))).toEqual([
    ['', 'what is tested', 'Chromium', 'Firefox', 'WebKitGTK', ''],
    expect.anything(),
    ['', 'a', '2 of 2; 5 of 6 calls arrived', '', '', ''],
    ['', 'b', '20 of 20', '19 of 20', '', ''],
  ]);
  expect(put(document, counts)).toBe(document);
});

test('a document without a place for the counts is an error', () => {
  expect(() => put('Before.', {})).toThrow('no place');
});

import { expect, test } from 'vitest';
import { cellsOf, parseSelection } from '../../../bench/delivery/selection.ts';

test('the matrix runs every cell 20 times by default', () => {
  const selection = parseSelection([]);
  expect(selection).toMatchObject({ runs: 20, fresh: false, whole: true });
  // Ten subjects at five moments and fetchLater at one, nine ways of leaving, three engines.
  expect(cellsOf(selection)).toHaveLength((10 * 5 + 1) * 9 * 3);
});

test('the matrix can be narrowed to one cell', () => {
  const args = ['--engine=firefox', '--subject=sendoff', '--moment=hidden', '--exit=close'];
  const selection = parseSelection(args);
  expect(selection.whole).toBe(false);
  expect(cellsOf(selection)).toEqual([
    {
      engine: 'firefox',
      condition: 'plain',
      subject: 'sendoff',
      moment: 'hidden',
      exit: 'close',
    },
  ]);
});

test('several names, with commas or in repeated options, have the order of the tables', () => {
  const { exits } = parseSelection(['--exit', 'kill,link', '--exit', 'back', '--exit', 'link']);
  expect(exits).toEqual(['link', 'back', 'kill']);
});

test('fetchLater has one moment: it waits for the exit by itself', () => {
  const cells = cellsOf(parseSelection(['--subject=fetchLater', '--exit=link']));
  expect(cells.map(({ moment }) => moment)).toEqual(['now', 'now', 'now']);
  expect(cellsOf(parseSelection(['--subject=fetchLater', '--moment=hidden']))).toEqual([]);
});

test.each([
  [['--engine', 'safari'], "--engine must be one of chromium, firefox, webkit, not 'safari'."],
  [['--moment=unload'], "--moment must be one of now, load, idle, hidden, pagehide, not 'unload'."],
  [['--exit='], "not ''"],
  [['--subject=constructor'], "not 'constructor'"],
  [['--runs', '0'], "--runs must be a number from 1 to 999, not '0'."],
  [['--runs=1e3'], "not '1e3'"],
  [['--again'], "'--again'"],
  [['link'], "'link'"],
])('the arguments %j are rejected with what is wrong', (args, message) => {
  expect(() => parseSelection(args)).toThrow(message);
});

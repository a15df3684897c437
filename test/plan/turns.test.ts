import { expect, test } from 'vitest';
import { exitTurns, firstTurns } from '../../src/plan.ts';
import type { Turn } from '../../src/request.ts';
import type { Via } from '../../src/types.ts';

/** As `via:carrier`, and what else a turn says. */
const named = (turns: readonly Turn[]) =>
  turns.map(({ via, carrier, ...rest }) => [`${via}:${carrier}`, ...Object.keys(rest)].join(' '));

test.each<[vias: Via[], turns: string[]]>([
  [['fetch'], ['fetch:fetch']],
  [
    ['beacon', 'fetch'],
    ['beacon:beacon', 'fetch:fetch'],
  ],
  [['img'], ['img:img']],
  [['script'], ['script:script']],
  [
    ['fetch', 'beacon', 'img'],
    ['fetch:fetch', 'beacon:beacon', 'img:fetch'],
  ],
  // The page runs what the server answers: nothing stands in for that.
  [
    ['fetch', 'script'],
    ['fetch:fetch', 'script:script'],
  ],
  [
    ['img', 'img'],
    ['img:img', 'img:fetch'],
  ],
])('%j is tried in that order, an image after the first by fetch', (vias, turns) => {
  expect(named(firstTurns(vias))).toEqual(turns);
});

const ALL = firstTurns(['fetch', 'img', 'beacon', 'script']);

test('at an exit a fetch carries what elements would, in the same order', () => {
  expect(named(exitTurns(firstTurns(['img', 'script', 'beacon']), false, undefined))).toEqual([
    'img:fetch',
    'script:fetch',
    'beacon:beacon',
  ]);
});

test('where a beacon is safer it goes first at an exit, and the rest stays in order', () => {
  expect(named(exitTurns(ALL, true, undefined))).toEqual([
    'beacon:beacon',
    'fetch:fetch',
    'img:fetch',
    'script:fetch',
  ]);
});

test('where nothing is asked to go first, the order of the call stands', () => {
  expect(named(exitTurns(ALL, false, undefined))).toEqual([
    'fetch:fetch',
    'img:fetch',
    'beacon:beacon',
    'script:fetch',
  ]);
});

test.each([true, false])('fetchLater comes last, beacon first: %s', isBeaconFirst => {
  expect(named(exitTurns(ALL, isBeaconFirst, 'img')).at(-1)).toBe('img:fetchLater');
  expect(exitTurns([], isBeaconFirst, 'fetch')).toEqual([{ via: 'fetch', carrier: 'fetchLater' }]);
});

test('an exit leaves the turns that it is given as they are, and what each says of itself', () => {
  const turns: Turn[] = [
    { via: 'img', carrier: 'img' },
    { via: 'fetch', carrier: 'fetch', keepalive: false },
    { via: 'beacon', carrier: 'beacon', unlimited: true },
  ];
  const before = structuredClone(turns);
  expect(named(exitTurns(turns, true, 'fetch'))).toEqual([
    'beacon:beacon unlimited',
    'img:fetch',
    'fetch:fetch keepalive',
    'fetch:fetchLater',
  ]);
  expect(turns).toEqual(before);
});

import { expect, test } from 'vitest';
import { createScale } from '../../demo-server/public/live/timeline/createScale.js';
import { createViews } from '../../demo-server/public/live/timeline/createViews.js';
import { describeLane } from '../../demo-server/public/live/timeline/describeLane.js';
import { outcomesOf } from '../../demo-server/public/live/timeline/outcomesOf.js';
import { placeView } from '../../demo-server/public/live/timeline/placeView.js';
import { rateDelivery } from '../../demo-server/public/live/timeline/rateDelivery.js';
import { readTimes } from '../../demo-server/public/live/timeline/readTimes.js';

const START = Date.parse('2026-01-02T03:04:05.000Z');
const time = (ms: number) => new Date(START + ms).toISOString();
let request = 0;

function received(n: number, ms: number, more: object = {}) {
  request += 1;
  const tag = { id: `p.${n}`, page: 'p', n, via: 'beacon', when: 'load' };
  return { time: time(ms), event: 'received', request, path: '/collect', query: {}, tag, ...more };
}

function later(event: 'gone' | 'finished', of: ReturnType<typeof received>, ms: number) {
  return { time: time(ms), event, request: of.request, tag: of.tag, after: 0 };
}

/** The lanes of the one page view that the entries are of. */
function draw(...entries: object[]) {
  const views = createViews();
  for (const entry of entries) views.add(entry);
  const [view] = views.list();
  if (view === undefined) throw new Error('There is no view.');
  return { views, view, ...placeView(view) };
}

const words = (lanes: ReturnType<typeof draw>['lanes']) => lanes.map(describeLane);

test('a page view has its triggers by number, whatever the order in which they came', () => {
  const { lanes } = draw(received(2, 30), received(1, 50));
  expect(lanes.map(({ n, arrivals }) => [n, arrivals[0]?.at])).toEqual([
    [1, 20],
    [2, 0],
  ]);
});

test('a page view shows what is missing below its highest number, in one lane', () => {
  const { lanes } = draw(received(1, 0), received(5, 10), received(7, 20));
  expect(lanes.map(({ n, to }) => [n, to])).toEqual([
    [1, undefined],
    [2, 4],
    [5, undefined],
    [6, undefined],
    [7, undefined],
  ]);
  expect(words(lanes)).toEqual([
    'arrived at 0 ms',
    '3 are missing',
    'arrived at 10 ms',
    'missing',
    'arrived at 20 ms',
  ]);
  expect(lanes.map(outcomesOf)).toEqual([
    ['arrived'],
    ['missing'],
    ['arrived'],
    ['missing'],
    ['arrived'],
  ]);
});

test('a page view shows a duplicate as a second arrival, and an entry that is read again as none', () => {
  const [one, two] = [received(1, 0), received(1, 15)];
  const { lanes } = draw(one, two, one, two);
  expect(words(lanes)).toEqual(['arrived at 0 ms, arrived at 15 ms']);
  expect(lanes.map(outcomesOf)).toEqual([['arrived', 'duplicate']]);
});

test('a page view shows a slow script, who left it, and how it ended', () => {
  const slow = { path: '/scripts/slow' };
  const [one, two, three] = [received(1, 0, slow), received(2, 0, slow), received(3, 0, slow)];
  const stopped = { ...later('finished', three, 50), end: 'aborted' };
  const { lanes } = draw(
    ...[one, two, three],
    ...[later('gone', one, 40), later('finished', one, 12_000), stopped],
  );
  expect(words(lanes)).toEqual([
    'arrived at 0 ms, its client left at 40 ms, its script ended at 12.0 s',
    'arrived at 0 ms, its script has not ended',
    'arrived at 0 ms, its script was stopped at 50 ms',
  ]);
  expect(lanes.map(outcomesOf)).toEqual([
    ['arrived', 'left', 'finished'],
    ['arrived', 'unfinished'],
    ['arrived', 'unfinished'],
  ]);
});

test('a page view waits for no end of a script that answers at once', () => {
  const { lanes } = draw(received(1, 0, { path: '/scripts/flaky' }));
  expect(lanes.map(outcomesOf)).toEqual([['arrived']]);
});

test('a page view begins when the page says that it did, and has the times that the page sent', () => {
  const before = [{ n: 1, via: 'img', when: 'now', called: 5, left: 8 }];
  const timeline = { start: START, load: 80, called: 100, left: 110, before };
  const { lanes, start, load, end } = draw(received(2, 130, { data: { timeline } }));
  expect({ start, load, end }).toEqual({ start: 0, load: 80, end: 130 });
  expect(words(lanes)).toEqual([
    'called at 5 ms, left at 8 ms, missing',
    'called at 100 ms, left at 110 ms, arrived at 130 ms',
  ]);
  expect(lanes[0]).toMatchObject({ via: 'img', when: 'now' });
});

test('a page view has its clock set back where something came before it left', () => {
  const timeline = { start: START + 5000, left: 100 };
  const { zero, lanes } = draw(received(1, 110, { data: { timeline } }));
  expect(zero).toBe(START + 10);
  expect(lanes[0]?.arrivals[0]?.at).toBe(100);
});

test('a page view is bounded, whatever is claimed', () => {
  const { view, lanes } = draw(received(1, 0), received(999_999_999, 10));
  expect(view.triggers.size).toBe(100);
  expect(lanes).toHaveLength(2);
  const often = draw(...Array.from({ length: 1000 }, (_, ms) => received(1, ms)));
  expect(often.lanes[0]?.arrivals).toHaveLength(20);
  const views = createViews();
  for (let page = 0; page < 600; page += 1) {
    const entry = received(1, page);
    views.add({ ...entry, tag: { ...entry.tag, page: `p${page}` } });
  }
  expect(views.list()).toHaveLength(500);
  expect(views.list()[0]?.page).toBe('p599');
});

test('a page view may be called __proto__', () => {
  const entry = received(1, 0);
  const { view } = draw({ ...entry, tag: { ...entry.tag, page: '__proto__' } });
  expect(view.page).toBe('__proto__');
});

test('delivery counts what is known to have been sent', () => {
  const before = [{ n: 2, via: 'img', when: 'load' }];
  const { view } = draw(
    received(1, 0),
    received(3, 1, { data: { timeline: { start: START, before } } }),
    received(5, 2),
  );
  const { rates, unknown } = rateDelivery(view.triggers.values());
  expect(rates.get('beacon')?.get('load')).toEqual({ arrived: 3, sent: 3 });
  expect(rates.get('img')?.get('load')).toEqual({ arrived: 0, sent: 1 });
  expect(unknown).toBe(1);
});

const timeline = { start: 1000, load: 5, called: 1, left: 2, before: [{ n: 1, called: 0 }] };

test.each([
  ['an object', { data: { timeline } }],
  ["a form's field", { data: { timeline: JSON.stringify(timeline) } }],
  ['a query', { query: { timeline: JSON.stringify(timeline) } }],
])('the times of a page are read from %s', (_where, entry) => {
  expect(readTimes(entry)).toEqual(timeline);
});

test.each([
  [undefined],
  [null],
  ['text'],
  [['a', 'b']],
  ['{"start":'],
  [{ start: 'now' }],
  [{ start: -1 }],
  [{ start: 1e300 }],
  [{ load: 5 }],
])('the times of a page are not taken from %j', said => {
  expect(readTimes({ data: { timeline: said } })).toBeUndefined();
});

test('the times of a page are taken as far as they are such', () => {
  const before = [null, { n: 0 }, { n: 1.5 }, { n: 2, via: 'x', when: 'load', left: 'soon' }];
  expect(readTimes({ data: { timeline: { start: 1, load: -5, before } } })).toEqual({
    start: 1,
    before: [{ n: 2 }],
  });
});

test('the axis goes from the first moment to the last, and knows the steps between', () => {
  const { at, ticks } = createScale(5000);
  expect([at(-5), at(0), at(5000)]).toEqual([2, 2, 98]);
  expect(at(50)).toBeLessThan(at(51));
  expect(ticks.map(({ label }) => label)).toEqual(['10 ms', '100 ms', '1 s']);
});

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countEvents, MARKER, numbersOf, textOf } from '../../../bench/peers/countEvents.ts';

const event = JSON.stringify({ name: 'order', note: MARKER });
const body = (text: string) => Buffer.from(text);
const base64 = encodeURIComponent(body(event).toString('base64'));

test.each([
  ['plain', body(event)],
  ['compressed', gzipSync(event)],
  ['in a field', body(new URLSearchParams({ data: event }).toString())],
  ['in a field in base64', body(`ip=1&data=${base64}`)],
])('an event is counted where it travels %s', (_, sent) => {
  expect(countEvents(textOf('/collect', sent))).toBe(1);
});

test('an event is counted where it travels in the URL', () => {
  expect(countEvents(textOf(`/collect?note=${MARKER}&n=1`, Buffer.alloc(0)))).toBe(1);
});

test('numbered events are told apart, and another event is none of them', () => {
  const numbered = [7, 7, 10].map(n => JSON.stringify({ note: `${MARKER}-${n}` }));
  const form = new URLSearchParams({ note: `${MARKER}-3` }).toString();
  expect(numbersOf(textOf('/collect', gzipSync(`[${numbered},${event}]`)))).toEqual([7, 7, 10]);
  expect(numbersOf(textOf('/collect?sendoff=a.1', body(form)))).toEqual([3]);
  expect(numbersOf(textOf('/collect', body(event)))).toEqual([]);
});

test('each event of a batch is counted, and a request without one is none', () => {
  expect(countEvents(textOf('/collect', body(`[${event},${event},{"name":"page"}]`)))).toBe(2);
  expect(countEvents(textOf('/collect', body('{"name":"page"}')))).toBe(0);
});

test('what is counted is what the pages send', () => {
  expect(readFileSync('bench/peers/pages/head.js', 'utf8')).toContain(`note: '${MARKER}'`);
});

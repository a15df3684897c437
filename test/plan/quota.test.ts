import { expect, test } from 'vitest';
import type { Data, Via } from '../../src/types.ts';
import { planned, plannedTurn } from './planned.ts';

const form = new FormData();
form.append('é', 'ß');
test.each<[what: string, via: Via, data: Data | null, quotaBytes: number]>([
  ['a string in UTF-8', 'fetch', 'é😀', 6],
  ['a lone surrogate as Fetch writes it', 'fetch', '\ud800', 3],
  ['fields as they are encoded', 'fetch', { a: 'é' }, 'a=%C3%A9'.length],
  ['a buffer in bytes', 'fetch', new ArrayBuffer(7), 7],
  ['a view, not its buffer', 'fetch', new Uint8Array(new ArrayBuffer(9), 2, 4), 4],
  ['a blob in bytes', 'fetch', new Blob(['é']), 2],
  ["a form's names and values, at least", 'fetch', form, 4],
  ['no data as 0 bytes', 'fetch', null, 0],
])('the keepalive quota counts %s', (_, via, data, quotaBytes) => {
  expect(planned(via, { data })).toMatchObject({ quotaBytes, keepalive: true });
});

test('a GET by an image, which is bound to the page, takes nothing of the keepalive quota', () => {
  expect(planned('img', { data: { a: 'é' } })).toMatchObject({ quotaBytes: 0, keepalive: false });
});

test('a request without keepalive takes nothing of the quota', () => {
  expect(
    plannedTurn({ via: 'fetch', carrier: 'fetch', keepalive: false }, { data: 'text' }),
  ).toMatchObject({
    keepalive: false,
    quotaBytes: 0,
  });
});

import { expect, test } from 'vitest';
import type { PlannedRequest } from '../../src/request.ts';
import type { Data, Via, When } from '../../src/types.ts';
import { type Case, planned } from './planned.ts';

test.each<[what: string, url: string, data: Data | null, expected: string]>([
  ['gets a query', 'https://a.test', null, 'https://a.test/?TAG'],
  ['keeps its query', 'https://a.test/?b=1', null, 'https://a.test/?b=1&TAG'],
  ['keeps an empty query', 'https://a.test/?', null, 'https://a.test/?&TAG'],
  [
    'keeps its query byte for byte',
    'https://a.test/?a=%20+%2b&&=&c=%C3%A9&d[]=~*!()%27',
    { id: 7 },
    'https://a.test/?a=%20+%2b&&=&c=%C3%A9&d[]=~*!()%27&id=7&TAG',
  ],
  [
    'repeats a name that is in its query and in the data',
    'https://a.test/?id=1',
    { id: 7 },
    'https://a.test/?id=1&id=7&TAG',
  ],
  ['gets nothing for data without fields', 'https://a.test/?b=1', {}, 'https://a.test/?b=1&TAG'],
  ['keeps its port and user', 'http://u:p@a.test:81/', null, 'http://u:p@a.test:81/?TAG'],
])('the URL %s', (_, url, data, expected) => {
  const tagged = expected.replace('TAG', 'sendoff=p.1.img.now');
  expect(planned('img', { url, data })).toMatchObject({ url: tagged });
});

test.each(['https://a.test/s', 'https://a.test/s?', 'https://a.test/s?a=%2b'])(
  'the URL %s is unchanged without tag and data',
  url => {
    expect(planned('beacon', { url, tag: false })).toMatchObject({ url });
  },
);

test('the URL has the data alone without the tag', () => {
  expect(planned('img', { tag: false, data: { id: 7 } })).toMatchObject({
    url: 'https://a.test/s?id=7',
  });
});

test.each<When>(['now', 'load', 'idle', 'hidden', 'pagehide'])(
  'the tag in the URL names the moment %s',
  when => {
    expect(planned('beacon', { when })).toMatchObject({
      url: `https://a.test/s?sendoff=p.1.beacon.${when}`,
    });
  },
);

const ROOM = 8000 - 'https://a.test/s?a='.length;

test.each<[via: Via, options: Case]>([
  ['img', {}],
  ['script', {}],
  ['fetch', { method: 'GET' }],
])('%s with %o carries a URL of 8000 bytes, and none of 8001', (via, options) => {
  const fits = planned(via, {
    ...options,
    tag: false,
    data: { a: 'x'.repeat(ROOM) },
  }) as PlannedRequest;
  expect(fits.url).toHaveLength(8000);
  expect(planned(via, { ...options, tag: false, data: { a: 'x'.repeat(ROOM + 1) } })).toEqual({
    result: 'too-large',
    reason: '8001 > 8000 bytes',
  });
});

test('the length of a URL is counted in bytes, not in characters', () => {
  expect(planned('img', { tag: false, data: { a: '😀'.repeat(700) } })).toMatchObject({
    result: 'too-large',
    reason: `${'https://a.test/s?a='.length + 700 * '%F0%9F%98%80'.length} > 8000 bytes`,
  });
});

test.each<Via>(['fetch', 'beacon'])(
  'the data of a POST by %s never makes its URL too long',
  via => {
    expect(planned(via, { data: { a: 'x'.repeat(9000) } })).toMatchObject({ method: 'POST' });
  },
);

import { expect, test } from 'vitest';
import type { PlannedRequest } from '../../src/request.ts';
import type { Via } from '../../src/types.ts';
import { type Case, planned } from './planned.ts';

test.each<Via>(['fetch', 'beacon'])('data is the body of a POST by %s', via => {
  const leg = planned(via, { data: { id: 7 } }) as PlannedRequest;
  expect(`${leg.body}`).toBe('id=7');
  expect(leg.url).toBe(`https://a.test/s?sendoff=p.1.${via}.now`);
});

test('data is JSON with encoding json', () => {
  expect(planned('beacon', { data: { id: 7 }, encoding: 'json' })).toMatchObject({
    body: '{"id":7}',
  });
});

test.each<[via: Via, options: Case]>([
  ['fetch', { method: 'GET' }],
  ['fetch', { method: 'GET', encoding: 'json' }],
  ['img', {}],
  ['script', { encoding: 'json' }],
])('data is in the query, before the tag, of a GET by %s with %o', (via, options) => {
  expect(planned(via, { ...options, data: { id: 7, a: 'b c' } })).toMatchObject({
    url: `https://a.test/s?id=7&a=b+c&sendoff=p.1.${via}.now`,
    body: null,
  });
});

test.each<[via: Via, options: Case]>([
  ['img', { data: 'text' }],
  ['script', { data: new Blob(['x']) }],
  ['fetch', { data: new ArrayBuffer(1), method: 'GET' }],
])('%s cannot carry data that does not fit in a query: %o', (via, options) => {
  expect(planned(via, options)).toEqual({ result: 'unsupported', reason: 'data' });
});

test('data that no request can carry throws', () => {
  expect(() => planned('fetch', { data: new Map() as never })).toThrow('data is "Map"');
});

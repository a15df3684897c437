import { describe, expect, test } from 'vitest';
import type { PlannedRequest } from '../../src/request.ts';
import type { Via } from '../../src/types.ts';
import { type Case, planned } from './planned.ts';

describe('data', () => {
  test.each<Via>(['fetch', 'beacon'])('is the body of a POST by %s', via => {
    const leg = planned(via, { data: { id: 7 } }) as PlannedRequest;
    expect(`${leg.body}`).toBe('id=7');
    expect(leg.url).toBe(`https://a.test/s?sendoff=p.1.${via}.now`);
  });

  test('is JSON where that is asked for', () => {
    expect(planned('beacon', { data: { id: 7 }, encoding: 'json' })).toMatchObject({
      body: '{"id":7}',
    });
  });

  test.each<[via: Via, options: Case]>([
    ['fetch', { method: 'GET' }],
    ['fetch', { method: 'GET', encoding: 'json' }],
    ['img', {}],
    ['script', { encoding: 'json' }],
  ])('is in the query of a GET by %s, before the tag: %o', (via, options) => {
    expect(planned(via, { ...options, data: { id: 7, a: 'b c' } })).toMatchObject({
      url: `https://a.test/s?id=7&a=b+c&sendoff=p.1.${via}.now`,
      body: null,
    });
  });

  test.each<[via: Via, options: Case]>([
    ['img', { data: 'text' }],
    ['script', { data: new Blob(['x']) }],
    ['fetch', { data: new ArrayBuffer(1), method: 'GET' }],
  ])('that does not fit in a query passes %s over: %o', (via, options) => {
    expect(planned(via, options)).toEqual({ result: 'unsupported', reason: 'data' });
  });

  test('that no request can carry is thrown', () => {
    expect(() => planned('fetch', { data: new Map() as never })).toThrow('data is "Map"');
  });
});

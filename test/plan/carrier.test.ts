import { expect, test } from 'vitest';
import type { PlannedRequest, Turn } from '../../src/request.ts';
import type { Carrier, Via } from '../../src/types.ts';
import { type Case, planned, plannedTurn } from './planned.ts';

const STAND_IN: Turn = { via: 'img', carrier: 'fetch' };

test.each<[via: Via, options: Case, reason: string]>([
  ['beacon', { headers: { a: 'b' } }, 'headers'],
  ['img', { headers: { a: 'b' } }, 'headers'],
  ['script', { headers: new Headers({ a: 'b' }) }, 'headers'],
  ['beacon', { credentials: 'omit' }, 'credentials'],
  ['img', { credentials: 'omit' }, 'credentials'],
  ['script', { credentials: 'omit' }, 'credentials'],
])('%s cannot carry %o', (via, options, reason) => {
  expect(planned(via, options)).toEqual({ result: 'unsupported', reason });
});

test('an image cannot omit credentials, even where a fetch would stand in for it', () => {
  expect(plannedTurn(STAND_IN, { credentials: 'omit' })).toMatchObject({
    result: 'unsupported',
    reason: 'credentials',
  });
});

test('fetch carries headers, credentials, cors, priority and referrerPolicy', () => {
  const options: Case = {
    headers: { a: 'b' },
    credentials: 'omit',
    cors: true,
    priority: 'low',
    referrerPolicy: 'origin',
  };
  const { cors: _, ...asFetchTakesIt } = options;
  expect(planned('fetch', options)).toMatchObject({ mode: 'cors', ...asFetchTakesIt });
});

test.each<Via>(['beacon', 'img', 'script'])('%s carries credentials: include', via => {
  expect(planned(via, { credentials: 'include' })).toMatchObject({
    carrier: via,
    url: expect.any(String),
  });
});

test.each<Via>(['img', 'script'])(
  'a fetch that stands in for %s is a GET with credentials',
  via => {
    const options: Case = { when: 'hidden', data: { id: 7 } };
    expect(plannedTurn({ via, carrier: 'fetch' }, options)).toMatchObject({
      carrier: 'fetch',
      method: 'GET',
      body: null,
      credentials: 'include',
      url: 'https://a.test/s?id=7&sendoff=p.1.fetch.hidden',
    });
  },
);

test('what stands in for an image includes credentials also where they are undefined', () => {
  expect(plannedTurn(STAND_IN, { credentials: undefined })).toMatchObject({
    credentials: 'include',
  });
});

test('a fetch at hidden keeps its HTTP method and the default credentials', () => {
  const leg = planned('fetch', { when: 'hidden' }) as PlannedRequest;
  expect(leg.method).toBe('POST');
  expect(leg.credentials).toBe(undefined);
});

test.each<[asked: Via, by: Carrier, method: string]>([
  ['fetch', 'fetchLater', 'POST'],
  ['beacon', 'fetchLater', 'POST'],
  ['img', 'fetchLater', 'GET'],
  ['beacon', 'fetch', 'POST'],
])('%s carried by %s stays a %s', (asked, by, method) => {
  expect(plannedTurn({ via: asked, carrier: by })).toMatchObject({
    carrier: by,
    method,
    url: `https://a.test/s?sendoff=p.1.${by}.now`,
    ...(asked !== 'fetch' && { credentials: 'include' }),
  });
});

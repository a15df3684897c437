import { expect, test } from 'vitest';
import type { PlannedRequest } from '../../src/request.ts';
import type { Carrier, Via, When } from '../../src/types.ts';
import { type Case, planned, plannedTurn } from './planned.ts';

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
  expect(planned('img', { credentials: 'omit', when: 'hidden' })).toMatchObject({
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

const CASES = (['img', 'script'] as const).flatMap(via =>
  (['hidden', 'pagehide'] as const).map(when => [via, when] as const),
);

test.each(CASES)('%s at %s leaves as a GET by fetch with credentials', (via, when) => {
  expect(planned(via, { when, data: { id: 7 } })).toMatchObject({
    carrier: 'fetch',
    method: 'GET',
    body: null,
    credentials: 'include',
    url: `https://a.test/s?id=7&sendoff=p.1.fetch.${when}`,
  });
});

test('an image at hidden includes credentials also where they are undefined', () => {
  expect(planned('img', { when: 'hidden', credentials: undefined })).toMatchObject({
    carrier: 'fetch',
    credentials: 'include',
  });
});

test.each<When>(['now', 'load', 'idle'])('an image is an element at %s', when => {
  expect(planned('img', { when })).toMatchObject({ carrier: 'img' });
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

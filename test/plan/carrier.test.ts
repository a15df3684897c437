import { describe, expect, test } from 'vitest';
import type { PlannedRequest } from '../../src/request.ts';
import type { Carrier, Via, When } from '../../src/types.ts';
import { type Case, planned, plannedTurn } from './planned.ts';

describe('what a transport cannot carry', () => {
  test.each<[via: Via, options: Case, reason: string]>([
    ['beacon', { headers: { a: 'b' } }, 'headers'],
    ['img', { headers: { a: 'b' } }, 'headers'],
    ['script', { headers: new Headers({ a: 'b' }) }, 'headers'],
    ['beacon', { credentials: 'omit' }, 'credentials'],
    ['img', { credentials: 'omit' }, 'credentials'],
    ['script', { credentials: 'omit' }, 'credentials'],
  ])('passes %s over: %o', (via, options, reason) => {
    expect(planned(via, options)).toEqual({ result: 'unsupported', reason });
  });

  test('passes an image over also where a fetch would stand in for it', () => {
    expect(planned('img', { credentials: 'omit', when: 'hidden' })).toMatchObject({
      result: 'unsupported',
      reason: 'credentials',
    });
  });

  test('is carried by fetch', () => {
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

  test.each<Via>(['beacon', 'img', 'script'])('leaves %s alone with credentials include', via => {
    expect(planned(via, { credentials: 'include' })).toMatchObject({
      carrier: via,
      url: expect.any(String),
    });
  });
});

describe('an element while the page is left', () => {
  const cases = (['img', 'script'] as const).flatMap(via =>
    (['hidden', 'pagehide'] as const).map(when => [via, when] as const),
  );

  test.each(cases)('%s at %s leaves as a GET by fetch with credentials', (via, when) => {
    expect(planned(via, { when, data: { id: 7 } })).toMatchObject({
      carrier: 'fetch',
      method: 'GET',
      body: null,
      credentials: 'include',
      url: `https://a.test/s?id=7&sendoff=p.1.fetch.${when}`,
    });
  });

  test('has credentials also where they are said to be undefined', () => {
    expect(planned('img', { when: 'hidden', credentials: undefined })).toMatchObject({
      carrier: 'fetch',
      credentials: 'include',
    });
  });

  test.each<When>(['now', 'load', 'idle'])('is an element at %s', when => {
    expect(planned('img', { when })).toMatchObject({ carrier: 'img' });
  });

  test('a fetch of its own keeps its method and the default for credentials', () => {
    const leg = planned('fetch', { when: 'hidden' }) as PlannedRequest;
    expect(leg.method).toBe('POST');
    expect(leg.credentials).toBe(undefined);
  });
});

describe('what something else carries', () => {
  test.each<[asked: Via, by: Carrier, method: string]>([
    ['fetch', 'fetchLater', 'POST'],
    ['beacon', 'fetchLater', 'POST'],
    ['img', 'fetchLater', 'GET'],
    ['beacon', 'fetch', 'POST'],
  ])('%s by %s stays the %s that was asked for', (asked, by, method) => {
    expect(plannedTurn({ via: asked, carrier: by })).toMatchObject({
      carrier: by,
      method,
      url: `https://a.test/s?sendoff=p.1.${by}.now`,
      ...(asked !== 'fetch' && { credentials: 'include' }),
    });
  });
});

import { describe, expect, test } from 'vitest';
import { plan } from '../src/plan.ts';
import type { Carrier, Data, Leg, TriggerOptions, Via, When } from '../src/types.ts';

/** What `via` would send, or why it would not: of trigger `p.1`, now, if not said otherwise. */
const planned = (
  via: Via,
  { data, url = 'https://a.test/s', when = 'now', ...options }: Case = {},
) => plan(via, new URL(url), data, options, 'p.1', when);

type Case = Omit<TriggerOptions, 'data'> & { data?: Data | null | undefined; url?: string };

describe('the method', () => {
  test.each<[via: Via, options: Case, method: string]>([
    ['fetch', {}, 'POST'],
    ['fetch', { method: 'POST' }, 'POST'],
    ['fetch', { method: 'GET' }, 'GET'],
    ['beacon', {}, 'POST'],
    ['img', {}, 'GET'],
    ['script', {}, 'GET'],
  ])('of %s with %o is %s', (via, options, method) => {
    expect(planned(via, options)).toMatchObject({ via, method });
  });
});

describe('data', () => {
  test.each<Via>(['fetch', 'beacon'])('is the body of a POST by %s', via => {
    const leg = planned(via, { data: { id: 7 } }) as Leg;
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

describe('the URL', () => {
  test.each<[what: string, url: string, data: Data | null, expected: string]>([
    ['gets a query', 'https://a.test', null, 'https://a.test/?TAG'],
    ['keeps its query', 'https://a.test/?b=1', null, 'https://a.test/?b=1&TAG'],
    ['keeps an empty query', 'https://a.test/?', null, 'https://a.test/?TAG'],
    [
      'keeps its query byte for byte',
      'https://a.test/?a=%20+%2b&&=&c=%C3%A9&d[]=~*!()%27',
      { id: 7 },
      'https://a.test/?a=%20+%2b&&=&c=%C3%A9&d[]=~*!()%27&id=7&TAG',
    ],
    [
      'repeats a name that is in both',
      'https://a.test/?id=1',
      { id: 7 },
      'https://a.test/?id=1&id=7&TAG',
    ],
    ['keeps its fragment at the end', 'https://a.test/#f', { id: 7 }, 'https://a.test/?id=7&TAG#f'],
    ['gets nothing for no fields', 'https://a.test/?b=1', {}, 'https://a.test/?b=1&TAG'],
    ['keeps its port and user', 'http://u:p@a.test:81/', null, 'http://u:p@a.test:81/?TAG'],
  ])('%s', (_, url, data, expected) => {
    const tagged = expected.replace('TAG', 'sendoff=p.1.img.now');
    expect(planned('img', { url, data })).toMatchObject({ url: tagged });
  });

  test.each(['https://a.test/s', 'https://a.test/s?', 'https://a.test/s?a=%2b#f'])(
    'is %s itself without tag and data',
    url => {
      expect(planned('beacon', { url, tag: false })).toMatchObject({ url });
    },
  );

  test('has the data alone without the tag', () => {
    expect(planned('img', { tag: false, data: { id: 7 } })).toMatchObject({
      url: 'https://a.test/s?id=7',
    });
  });

  test('that was handed in is left as it is', () => {
    const target = new URL('https://a.test/s');
    plan('img', target, { id: 7 }, {}, 'p.1', 'now');
    expect(target.href).toBe('https://a.test/s');
  });

  test.each<When>(['now', 'load', 'idle', 'hidden', 'pagehide'])('says the moment: %s', when => {
    expect(planned('beacon', { when })).toMatchObject({
      url: `https://a.test/s?sendoff=p.1.beacon.${when}`,
    });
  });
});

describe('a URL that is too long', () => {
  const room = 8000 - 'https://a.test/s?a='.length;

  test.each<[via: Via, options: Case]>([
    ['img', {}],
    ['script', {}],
    ['fetch', { method: 'GET' }],
  ])('for %s at one byte more than 8000: %o', (via, options) => {
    const fits = planned(via, { ...options, tag: false, data: { a: 'x'.repeat(room) } }) as Leg;
    expect(fits.url).toHaveLength(8000);
    expect(planned(via, { ...options, tag: false, data: { a: 'x'.repeat(room + 1) } })).toEqual({
      result: 'too-large',
      reason: '8001 > 8000 bytes',
    });
  });

  test('is counted in bytes, not in characters', () => {
    expect(planned('img', { tag: false, data: { a: '😀'.repeat(700) } })).toMatchObject({
      result: 'too-large',
      reason: `${'https://a.test/s?a='.length + 700 * '%F0%9F%98%80'.length} > 8000 bytes`,
    });
  });

  test.each<Via>(['fetch', 'beacon'])('is no matter for a POST by %s', via => {
    expect(planned(via, { data: { a: 'x'.repeat(9000) } })).toMatchObject({ method: 'POST' });
  });
});

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
    expect(planned('fetch', options)).toMatchObject({ via: 'fetch', ...options });
  });

  test.each<Via>(['beacon', 'img', 'script'])('leaves %s alone with credentials include', via => {
    expect(planned(via, { credentials: 'include' })).toMatchObject({
      via,
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
      via: 'fetch',
      method: 'GET',
      body: null,
      credentials: 'include',
      url: `https://a.test/s?id=7&sendoff=p.1.fetch.${when}`,
    });
  });

  test('has credentials also where they are said to be undefined', () => {
    expect(planned('img', { when: 'hidden', credentials: undefined })).toMatchObject({
      via: 'fetch',
      credentials: 'include',
    });
  });

  test.each<When>(['now', 'load', 'idle'])('is an element at %s', when => {
    expect(planned('img', { when })).toMatchObject({ via: 'img' });
  });

  test('a fetch of its own keeps its method and the default for credentials', () => {
    const leg = planned('fetch', { when: 'hidden' }) as Leg;
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
    expect(plan(asked, new URL('https://a.test/s'), null, {}, 'p.1', 'now', by)).toMatchObject({
      via: by,
      method,
      url: `https://a.test/s?sendoff=p.1.${by}.now`,
      ...(asked !== 'fetch' && { credentials: 'include' }),
    });
  });
});

describe('what is held of the keepalive quota', () => {
  const form = new FormData();
  form.append('é', 'ß');
  test.each<[what: string, via: Via, data: Data | null, held: number]>([
    ['a string in UTF-8', 'fetch', 'é😀', 6],
    ['a lone surrogate, as Fetch writes it', 'fetch', '\ud800', 3],
    ['fields as they are encoded', 'fetch', { a: 'é' }, 'a=%C3%A9'.length],
    ['a buffer', 'beacon', new ArrayBuffer(7), 7],
    ['a view, not its buffer', 'fetch', new Uint8Array(new ArrayBuffer(9), 2, 4), 4],
    ['a blob', 'fetch', new Blob(['é']), 2],
    ["a form's names and values, at least", 'fetch', form, 4],
    ['nothing', 'fetch', null, 0],
    ['a GET, whose data is in its URL', 'img', { a: 'é' }, 0],
  ])('%s', (_, via, data, held) => {
    expect(planned(via, { data })).toMatchObject({ held, keepalive: true });
  });

  test('is nothing without keepalive', () => {
    const target = new URL('https://a.test/s');
    expect(plan('fetch', target, 'text', {}, 'p.1', 'now', 'fetch', false)).toMatchObject({
      keepalive: false,
      held: 0,
    });
  });
});

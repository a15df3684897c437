import { HttpResponse, http } from 'msw';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { trigger } from '../src/trigger.ts';
import type { TriggerOptions } from '../src/types.ts';
import { worker } from './worker.ts';

type Seen = { method: string; type: string | null; body: string; tag: string | null };

/** A server at `/s` that answers with `answer`, and what it has been asked. */
const server = (answer: () => Response | Promise<Response> = () => new Response()) => {
  const seen: Seen[] = [];
  worker.use(
    http.all('/s', async ({ request }) => {
      seen.push({
        method: request.method,
        type: request.headers.get('content-type'),
        body: await request.clone().text(),
        tag: new URL(request.url).searchParams.get('sendoff'),
      });
      return answer();
    }),
  );
  return seen;
};

/** Puts `value` in the place of a global's property while the test runs. */
const replace = (owner: object, name: string, value: unknown) => {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  onTestFinished(() => {
    Reflect.deleteProperty(owner, name);
  });
};

/** Replaces `navigator.sendBeacon` by one that answers `answer`, and records its calls. */
const beacon = (answer: unknown) => {
  const calls: { url: string; body: unknown }[] = [];
  replace(navigator, 'sendBeacon', (url: string, body: unknown) => {
    calls.push({ url, body });
    return answer;
  });
  return calls;
};

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

describe('fetch', () => {
  test('is the default: a POST whose answer is acknowledged with its status', async () => {
    const seen = server(() => new Response(null, { status: 204 }));
    const receipt = await trigger('/s', { data: { id: 7, text: 'é ' } });
    expect(receipt).toEqual({
      id: expect.stringMatching(/^[a-z0-9]+\.\d+$/),
      url: `${location.origin}/s?sendoff=${receipt.id}.fetch.now`,
      outcome: 'acknowledged',
      via: 'fetch',
      when: 'now',
      status: 204,
      attempts: [{ via: 'fetch', result: 'sent' }],
    });
    expect(seen).toEqual([
      {
        method: 'POST',
        type: 'application/x-www-form-urlencoded;charset=UTF-8',
        body: 'id=7&text=%C3%A9+',
        tag: `${receipt.id}.fetch.now`,
      },
    ]);
  });

  test.each([404, 500])('an answer of %d is acknowledged too, and not sent again', async status => {
    const seen = server(() => new Response(null, { status }));
    expect(await trigger('/s')).toMatchObject({ outcome: 'acknowledged', status });
    expect(seen).toHaveLength(1);
  });

  test.each<[what: string, options: TriggerOptions, expected: Partial<Seen>]>([
    ['a GET has no body', { method: 'GET', data: { a: 1 } }, { method: 'GET', body: '' }],
    [
      'JSON is text/plain',
      { encoding: 'json', data: { a: 1 } },
      { type: 'text/plain;charset=UTF-8', body: '{"a":1}' },
    ],
    ['a string is text/plain', { data: 'x' }, { type: 'text/plain;charset=UTF-8', body: 'x' }],
    [
      'URLSearchParams are urlencoded',
      { data: new URLSearchParams('a=1') },
      { type: 'application/x-www-form-urlencoded;charset=UTF-8', body: 'a=1' },
    ],
    ['a buffer has no type', { data: new Uint8Array([65]) }, { type: null, body: 'A' }],
    [
      'headers are carried',
      { data: 'x', headers: { 'Content-Type': 'application/json' } },
      { type: 'application/json' },
    ],
  ])('%s', async (_, options, expected) => {
    const seen = server();
    await trigger('/s', { via: 'fetch', ...options });
    expect(seen).toEqual([expect.objectContaining(expected)]);
  });

  test('a network error is failed, and never sent twice', async () => {
    const seen = server(() => HttpResponse.error());
    const beacons = beacon(true);
    expect(await trigger('/s')).toMatchObject({
      outcome: 'failed',
      via: 'fetch',
      attempts: [{ via: 'fetch', result: 'error', reason: expect.stringContaining('TypeError') }],
    });
    expect(seen).toHaveLength(1);
    expect(beacons).toEqual([]);
  });

  test.each<[what: string, replacement: unknown]>([
    ['missing', undefined],
    [
      'throws at once',
      () => {
        throw Error('no');
      },
    ],
  ])('that is %s gives way to a beacon', async (_, replacement) => {
    const beacons = beacon(true);
    globalThis.fetch = replacement as typeof fetch;
    const receipt = await trigger('/s');
    expect(receipt).toMatchObject({
      outcome: 'queued',
      via: 'beacon',
      attempts: [
        { via: 'fetch', result: 'error', reason: expect.any(String) },
        { via: 'beacon', result: 'sent' },
      ],
    });
    expect(beacons.map(({ url }) => url)).toEqual([receipt.url]);
  });

  test('that takes longer than the timeout is queued', async () => {
    let release = (_: Response) => {};
    const answer = new Promise<Response>(resolve => {
      release = resolve;
    });
    onTestFinished(() => release(new Response()));
    const seen = server(() => answer);
    const receipt = await trigger('/s', { timeout: 20 });
    expect(receipt).toMatchObject({
      outcome: 'queued',
      attempts: [{ via: 'fetch', result: 'sent' }],
    });
    await vi.waitFor(() => expect(seen).toHaveLength(1));
  });
});

describe('beacon', () => {
  test.each([undefined, null, true, 0])(
    'that returns %s is queued, and nothing else is sent',
    async answer => {
      const seen = server();
      const beacons = beacon(answer);
      expect(await trigger('/s', { via: ['beacon', 'fetch'] })).toMatchObject({
        outcome: 'queued',
        via: 'beacon',
        attempts: [{ via: 'beacon', result: 'sent' }],
      });
      expect(beacons).toHaveLength(1);
      expect(seen).toEqual([]);
    },
  );

  test('that returns false is refused, and the next transport has the same id', async () => {
    const seen = server();
    const beacons = beacon(false);
    const receipt = await trigger('/s', { via: ['beacon', 'fetch'] });
    expect(receipt).toMatchObject({
      outcome: 'acknowledged',
      via: 'fetch',
      attempts: [
        { via: 'beacon', result: 'refused' },
        { via: 'fetch', result: 'sent' },
      ],
    });
    expect(beacons[0]?.url).toBe(`${location.origin}/s?sendoff=${receipt.id}.beacon.now`);
    expect(seen.map(({ tag }) => tag)).toEqual([`${receipt.id}.fetch.now`]);
  });

  test.each<[what: string, replacement: unknown]>([
    ['missing', undefined],
    [
      'throws',
      () => {
        throw Error('no');
      },
    ],
  ])('that is %s gives way to the next', async (_, replacement) => {
    const seen = server();
    replace(navigator, 'sendBeacon', replacement);
    expect(await trigger('/s', { via: ['beacon', 'fetch'] })).toMatchObject({
      outcome: 'acknowledged',
      attempts: [{ via: 'beacon', result: 'error' }, { via: 'fetch' }],
    });
    expect(seen).toHaveLength(1);
  });

  test.each<[reason: string, options: TriggerOptions]>([
    ['credentials', { credentials: 'omit' }],
    ['headers', { headers: { 'Content-Type': 'text/plain' } }],
  ])('is never used with %s', async (reason, options) => {
    const seen = server();
    const beacons = beacon(true);
    const receipt = await trigger('/s', { via: ['beacon', 'fetch'], ...options });
    expect(receipt.attempts[0]).toEqual({ via: 'beacon', result: 'unsupported', reason });
    expect(receipt.via).toBe('fetch');
    expect(beacons).toEqual([]);
    expect(seen).toHaveLength(1);
  });
});

describe('data', () => {
  test('a function is called exactly once, also when the first transport is refused', async () => {
    const seen = server();
    const beacons = beacon(false);
    const data = vi.fn(() => ({ id: 7 }));
    await trigger('/s', { via: ['beacon', 'fetch'], data });
    expect(data).toHaveBeenCalledTimes(1);
    expect(`${beacons[0]?.body}`).toBe('id=7');
    expect(seen[0]?.body).toBe('id=7');
  });

  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  test.each<[what: string, data: unknown, reason: string]>([
    [
      'a function that throws',
      () => {
        throw Error('no data');
      },
      'Error: no data',
    ],
    ['an object that refers to itself', circle, 'circular'],
    ['a function that returns a Map', () => new Map(), 'data is "Map"'],
  ])('%s fails with the reason, at the first attempt', async (_, data, reason) => {
    const seen = server();
    const beacons = beacon(true);
    expect(await trigger('/s', { data: data as never })).toMatchObject({
      outcome: 'failed',
      attempts: [{ via: 'fetch', result: 'error', reason: expect.stringContaining(reason) }],
    });
    expect([...seen, ...beacons]).toEqual([]);
  });
});

describe('signal', () => {
  test('that is aborted already cancels, with an empty id', async () => {
    const seen = server();
    const receipt = await trigger('/s', { signal: AbortSignal.abort() });
    expect(receipt).toMatchObject({ id: '', outcome: 'canceled', attempts: [] });
    expect(seen).toEqual([]);
  });

  test('takes a waiting trigger back', async () => {
    const control = new AbortController();
    const seen = server();
    const receipt = trigger('/s', { when: 'pagehide', signal: control.signal });
    control.abort();
    expect(await receipt).toMatchObject({ id: '', outcome: 'canceled', when: 'pagehide' });
    dispatchEvent(new Event('pagehide'));
    await trigger('/s');
    expect(seen).toMatchObject([{ tag: expect.stringContaining('fetch.now') }]);
  });

  test('does nothing to what has been sent', async () => {
    const seen = server();
    const control = new AbortController();
    const receipt = trigger('/s', { signal: control.signal });
    control.abort();
    expect(await receipt).toMatchObject({ outcome: 'acknowledged', status: 200 });
    expect(seen).toHaveLength(1);
  });
});

test('ids count up by one, without a gap for what was canceled', async () => {
  beacon(true);
  const send = (options?: TriggerOptions) => trigger('/s', { via: 'beacon', ...options });
  const first = await send();
  await send({ signal: AbortSignal.abort() });
  const control = new AbortController();
  const waiting = send({ when: 'pagehide', signal: control.signal });
  control.abort();
  await waiting;
  const second = await send();
  const [page, count] = first.id.split('.');
  expect(second.id).toBe(`${page}.${Number(count) + 1}`);
});

const gif = Uint8Array.from(atob('R0lGODlhAQABAAAAACwAAAAAAQABAAA='), char => char.charCodeAt(0));

describe('img', () => {
  test('is acknowledged for a GIF, without a status', async () => {
    const seen = server(() => new Response(gif, { headers: { 'Content-Type': 'image/gif' } }));
    const receipt = await trigger('/s', { via: 'img', data: { id: 7 } });
    expect(receipt).toMatchObject({ outcome: 'acknowledged', via: 'img', when: 'load' });
    expect(receipt.url).toContain('/s?id=7&sendoff=');
    expect(receipt.status).toBe(undefined);
    expect(seen).toMatchObject([{ method: 'GET', tag: `${receipt.id}.img.load` }]);
  });

  test('is queued for a 204', async () => {
    const seen = server(() => new Response(null, { status: 204 }));
    expect(await trigger('/s', { via: 'img' })).toMatchObject({ outcome: 'queued', via: 'img' });
    expect(seen).toHaveLength(1);
  });

  test('fails where headers are asked for', async () => {
    expect(await trigger('/s', { via: 'img', when: 'now', headers: { a: 'b' } })).toMatchObject({
      outcome: 'failed',
      attempts: [{ via: 'img', result: 'unsupported', reason: 'headers' }],
    });
  });
});

describe('script', () => {
  test('runs what the server answers, carries the nonce, and is gone afterwards', async () => {
    const script = `window.ran = document.currentScript.nonce`;
    server(() => new Response(script, { headers: { 'Content-Type': 'text/javascript' } }));
    const sent = trigger('/s', { via: 'script', when: 'now', nonce: 'abc' });
    expect(document.querySelectorAll('script[src*="/s?sendoff="]')).toHaveLength(1);
    expect(await sent).toMatchObject({ outcome: 'acknowledged', via: 'script' });
    expect(Reflect.get(window, 'ran')).toBe('abc');
    expect(document.querySelector('script[src*="/s?sendoff="]')).toBe(null);
  });

  test('is queued and gone after an error', async () => {
    server(() => new Response(null, { status: 500 }));
    expect(await trigger('/s', { via: 'script' })).toMatchObject({ outcome: 'queued' });
    expect(document.querySelector('script[src*="/s?sendoff="]')).toBe(null);
  });
});

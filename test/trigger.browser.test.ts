import { HttpResponse, http } from 'msw';
import { afterEach, expect, test, vi } from 'vitest';
import { createTrigger } from '../src/createTrigger.ts';
import { trigger } from '../src/trigger.ts';
import type { TriggerOptions } from '../src/types.ts';
import { worker } from './worker.ts';

afterEach(() => vi.restoreAllMocks());

/** Answers `/script`, and keeps what was sent to it. */
function serve(answer: () => Response = () => new HttpResponse(null, { status: 204 })) {
  const requests: { method: string; url: string; type: string | null; body: string }[] = [];
  worker.use(
    http.all('/script', async ({ request }) => {
      const { method, url, headers } = request;
      requests.push({ method, url, type: headers.get('content-type'), body: await request.text() });
      return answer();
    }),
  );
  return requests;
}

/** In the place of `sendBeacon`, as a blocker or another SDK would put something there. */
function patchBeacon(patch: () => unknown) {
  return vi.spyOn(navigator, 'sendBeacon').mockImplementation(patch as () => boolean);
}

/** In the place of `fetch`. */
function patchFetch(patch: unknown) {
  vi.spyOn(window, 'fetch').mockImplementation(patch as typeof fetch);
}

test('the default is a POST by fetch, acknowledged with its status', async () => {
  const requests = serve();
  const receipt = await trigger('/script', { data: { id: 7 } });
  expect(receipt).toMatchObject({
    outcome: 'acknowledged',
    via: 'fetch',
    when: 'now',
    status: 204,
  });
  expect(receipt.attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  expect(requests).toEqual([
    {
      method: 'POST',
      url: receipt.url,
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
      body: 'id=7',
    },
  ]);
});

test('JSON travels as text/plain', async () => {
  const [request] = await sent({ data: { id: 'ü' }, encoding: 'json' });
  expect(request).toMatchObject({ type: 'text/plain;charset=UTF-8', body: '{"id":"ü"}' });
});

test('a GET has its fields in its query', async () => {
  const [request] = await sent({ data: { id: 7 }, method: 'GET', tag: false });
  expect(request).toMatchObject({
    method: 'GET',
    url: new URL('/script?id=7', location.href).href,
  });
});

test('an answer of 500 is an answer', async () => {
  serve(() => new HttpResponse(null, { status: 500 }));
  expect(await trigger('/script')).toMatchObject({ outcome: 'acknowledged', status: 500 });
});

test('a lost connection has failed, and is not sent again', async () => {
  const requests = serve(() => HttpResponse.error());
  const beacon = patchBeacon(() => true);
  const receipt = await trigger('/script');
  expect(receipt).toMatchObject({ outcome: 'failed', via: 'fetch' });
  expect(receipt.attempts).toEqual([
    { via: 'fetch', result: 'error', reason: expect.stringContaining('TypeError') },
  ]);
  expect(requests).toHaveLength(1);
  expect(beacon).not.toHaveBeenCalled();
});

test.each<[string, () => unknown, string]>([
  ['returns false', () => false, 'fetch'],
  [
    'throws',
    () => {
      throw new Error('blocked');
    },
    'fetch',
  ],
  ['returns true', () => true, 'beacon'],
  ['returns nothing', () => undefined, 'beacon'],
])('a sendBeacon that %s', async (_, patch, via) => {
  const requests = serve();
  patchBeacon(patch);
  const receipt = await trigger('/script', { via: ['beacon', 'fetch'] });
  expect(receipt.via).toBe(via);
  expect(requests).toHaveLength(via === 'fetch' ? 1 : 0);
  expect(receipt.attempts).toHaveLength(via === 'fetch' ? 2 : 1);
});

test('a missing sendBeacon is passed over', async () => {
  serve();
  Object.defineProperty(navigator, 'sendBeacon', { value: undefined, configurable: true });
  const receipt = await trigger('/script', { via: ['beacon', 'fetch'] });
  Reflect.deleteProperty(navigator, 'sendBeacon');
  expect(receipt).toMatchObject({ via: 'fetch', outcome: 'acknowledged' });
  expect(receipt.attempts[0]).toMatchObject({ via: 'beacon', result: 'error' });
});

test('a fetch that throws at once is passed over', async () => {
  patchFetch(() => {
    throw new Error('patched');
  });
  const beacon = patchBeacon(() => true);
  const receipt = await trigger('/script');
  expect(receipt).toMatchObject({ via: 'beacon', outcome: 'queued' });
  expect(receipt.attempts[0]).toEqual({ via: 'fetch', result: 'error', reason: 'Error: patched' });
  expect(beacon).toHaveBeenCalledTimes(1);
});

test('a fetch that returns nothing may have sent, so nothing else does', async () => {
  patchFetch(() => undefined);
  const beacon = patchBeacon(() => true);
  expect(await trigger('/script')).toMatchObject({ via: 'fetch', outcome: 'failed' });
  expect(beacon).not.toHaveBeenCalled();
});

test('a data function is called once, whatever is tried', async () => {
  serve();
  patchBeacon(() => false);
  const data = vi.fn(() => ({ id: 7 }));
  await trigger('/script', { via: ['beacon', 'fetch'], data });
  expect(data).toHaveBeenCalledTimes(1);
});

const circle: Record<string, unknown> = {};
circle.self = circle;

test.each<[string, TriggerOptions['data'], string]>([
  [
    'a data function that throws',
    () => {
      throw new Error('no data');
    },
    'no data',
  ],
  ['a circular object', circle, 'circular'],
  ['a BigInt', { id: 7n }, 'BigInt'],
  ['a function that returns a Map', () => new Map() as never, 'data is "Map"'],
])('%s has failed with the reason, once', async (_, data, reason) => {
  const requests = serve();
  const receipt = await trigger('/script', { data });
  expect(receipt.outcome).toBe('failed');
  expect(receipt.attempts).toEqual([
    { via: 'fetch', result: 'error', reason: expect.stringContaining(reason) },
  ]);
  expect(requests).toHaveLength(0);
});

test.each<[string, TriggerOptions]>([
  ['headers', { via: ['beacon', 'img'], headers: { 'X-Id': '7' } }],
  ['credentials', { via: ['beacon', 'img', 'script'], when: 'now', credentials: 'omit' }],
  ['data', { via: ['img', 'script'], when: 'now', data: new Blob(['x']) }],
])('who cannot carry %s is passed over', async (reason, options) => {
  const beacon = patchBeacon(() => true);
  const receipt = await trigger('/script', options);
  expect(receipt.outcome).toBe('failed');
  for (const attempt of receipt.attempts)
    expect(attempt).toMatchObject({ result: 'unsupported', reason });
  expect(beacon).not.toHaveBeenCalled();
});

test('an aborted signal cancels, and uses up no number', async () => {
  serve();
  const before = await trigger('/script');
  const canceled = await trigger('/script', { signal: AbortSignal.abort() });
  expect(canceled).toMatchObject({ outcome: 'canceled', id: '', attempts: [] });
  const after = await trigger('/script');
  const number = ({ id }: { id: string }) => Number(id.split('.')[1]);
  expect(number(after)).toBe(number(before) + 1);
});

test('a signal takes a waiting trigger back, and does nothing to a sent one', async () => {
  const requests = serve();
  const waiting = new AbortController();
  const taken = trigger('/script', { when: 'pagehide', signal: waiting.signal });
  waiting.abort();
  expect(await taken).toMatchObject({ outcome: 'canceled', when: 'pagehide' });
  const late = new AbortController();
  const sentOff = trigger('/script', { signal: late.signal });
  late.abort();
  expect(await sentOff).toMatchObject({ outcome: 'acknowledged' });
  expect(requests).toHaveLength(1);
});

test('after the timeout what was sent is queued', async () => {
  worker.use(http.all('/script', () => new Promise<never>(() => {})));
  expect(await trigger('/script', { timeout: 20 })).toMatchObject({
    outcome: 'queued',
    via: 'fetch',
  });
});

test('an image is acknowledged for a GIF, and queued for an answer that is none', async () => {
  const gif = Uint8Array.from(atob('R0lGODlhAQABAAAAACwAAAAAAQABAAA='), it => it.charCodeAt(0));
  serve(() => new HttpResponse(gif, { headers: { 'Content-Type': 'image/gif' } }));
  expect(await trigger('/script', { via: 'img' })).toMatchObject({
    outcome: 'acknowledged',
    when: 'load',
  });
  serve();
  expect(await trigger('/script', { via: 'img' })).toMatchObject({ outcome: 'queued' });
});

test('a script runs what the server answers, with its nonce, and is gone afterwards', async () => {
  serve(
    () =>
      new HttpResponse('window.ran = document.currentScript.nonce', {
        headers: { 'Content-Type': 'text/javascript' },
      }),
  );
  const receipt = await trigger('/script', { via: 'script', nonce: 'n0nce' });
  expect(receipt).toMatchObject({ outcome: 'acknowledged', via: 'script' });
  expect((window as never as { ran: string }).ran).toBe('n0nce');
  expect(document.querySelector('script[src*="/script?"]')).toBeNull();
});

test('defaults hold until a call says otherwise', async () => {
  const requests = serve();
  const send = createTrigger({ base: new URL('/deep/', location.href), method: 'GET', tag: false });
  await send('../script');
  await send('../script', { method: 'POST' });
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
});

async function sent(options: TriggerOptions) {
  const requests = serve();
  await trigger('/script', options);
  return requests;
}

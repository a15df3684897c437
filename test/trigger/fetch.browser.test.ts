import { HttpResponse } from 'msw';
import { expect, onTestFinished, test, vi } from 'vitest';
import { trigger as lean } from '../../src/lean.ts';
import { trigger } from '../../src/trigger.ts';
import type { TriggerOptions } from '../../src/types.ts';
import { oldRequest } from '../oldRequest.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';

const throws = () => {
  throw Error('no');
};

test('by default a call is a POST by fetch, acknowledged with the status of its answer', async () => {
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

test.each([404, 500])(
  'a fetch that is answered %d is acknowledged, and not sent again',
  async status => {
    const seen = server(() => new Response(null, { status }));
    expect(await trigger('/s')).toMatchObject({ outcome: 'acknowledged', status });
    expect(seen).toHaveLength(1);
  },
);

test('a fetch with a network error fails, and is never sent twice', async () => {
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
  ['is missing', undefined],
  ['throws at once', throws],
])('a fetch that %s is replaced by a beacon', async (_, replacement) => {
  const beacons = beacon(true);
  vi.stubGlobal('fetch', replacement);
  onTestFinished(() => void vi.unstubAllGlobals());
  const receipt = await trigger('/s');
  expect(receipt).toMatchObject({
    outcome: 'queued',
    via: 'beacon',
    attempts: [
      { via: 'fetch', result: 'error', reason: expect.any(String) },
      { via: 'beacon', result: 'sent' },
    ],
  });
  expect(beacons.map(([url]) => url)).toEqual([receipt.url]);
});

// Firefox before 133 has a fetch, but none that outlives the page.
test('a fetch that does not know keepalive is replaced by a beacon', async () => {
  const seen = server();
  const beacons = beacon(true);
  oldRequest();
  expect((await trigger('/s')).attempts).toEqual([
    { via: 'fetch', result: 'unsupported', reason: 'keepalive' },
    { via: 'beacon', result: 'sent' },
  ]);
  expect(beacons).toHaveLength(1);
  expect(seen).toEqual([]);
});

test.each([
  ['MooTools’', class {}],
  ['a query string’s', { id: '7' }],
])("a page's own Request, %s, changes nothing", async (_, own) => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  vi.stubGlobal('Request', own);
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const headers = { 'X-Run': '1' };
  expect(await trigger('/s', { headers })).toMatchObject({ attempts: [{ result: 'sent' }] });
  expect(fetch.mock.calls.map(([, init]) => init?.keepalive)).toEqual([true]);
});

test.each<TriggerOptions>([
  { credentials: 'omit' },
  { method: 'GET', via: 'fetch' },
  { headers: { 'X-Run': '1' }, when: 'load' },
  { via: 'img', when: 'hidden' },
])('with such a fetch alone, %o goes without keepalive', async options => {
  oldRequest();
  vi.stubGlobal('fetchLater', undefined);
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  const hidden = vi.spyOn(Document.prototype, 'hidden', 'get');
  hidden.mockReturnValue(options.when === 'hidden');
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const { attempts, ...receipt } = await trigger('/s', options);
  expect(attempts[0]).toEqual({ via: 'fetch', result: 'unsupported', reason: 'keepalive' });
  expect(receipt).toMatchObject({ outcome: 'acknowledged', via: 'fetch' });
  expect(fetch.mock.calls.map(([, init]) => init?.keepalive)).toEqual([false]);
});

test('an answer whose status the browser hides has none in the receipt', async () => {
  // As another origin's, it says 0.
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.error());
  onTestFinished(() => fetch.mockRestore());
  const { outcome, status } = await trigger('/s');
  expect([outcome, status]).toEqual(['acknowledged', undefined]);
});

// Else it goes on holding the keepalive quota.
test("a fetch's answer is read to its end", async () => {
  const response = new Response('the answer');
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(response);
  onTestFinished(() => fetch.mockRestore());
  await trigger('/s');
  expect(response.bodyUsed).toBe(true);
});

test.each<[what: string, outcome: string, wrap: (sent: Promise<Response>) => unknown]>([
  ['forgets to return the promise', 'queued', () => undefined],
  ['forgets to return the answer', 'queued', sent => sent.then(() => undefined)],
  [
    'returns a promise without catch',
    'acknowledged',
    sent => Object.assign(sent, { catch: undefined }),
  ],
])("what a page's own fetch sends leaves once where it %s: %s", async (_, outcome, wrap) => {
  const seen = server();
  const beacons = beacon(true);
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => wrap(fetch(...call)));
  onTestFinished(() => void vi.unstubAllGlobals());
  for (const send of [trigger, lean])
    expect(await send('/s')).toMatchObject({
      outcome,
      via: 'fetch',
      attempts: [{ via: 'fetch', result: 'sent' }],
    });
  await vi.waitFor(() => expect(seen).toHaveLength(2));
  expect(beacons).toEqual([]);
});

test('a fetch that takes longer than the timeout is queued', async () => {
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

test('as the page is left, all that waits leaves before anything else is done', async () => {
  onTestFinished(() => void vi.restoreAllMocks());
  const done: string[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    done.push('sent');
    return new Response();
  });
  const { toggleAttribute } = Element.prototype;
  vi.spyOn(Element.prototype, 'toggleAttribute').mockImplementation(function (
    this: Element,
    name: string,
  ) {
    done.push('looked after');
    return toggleAttribute.call(this, name);
  });
  const receipts = [1, 2].map(() => trigger('/s', { when: 'pagehide' }));
  dispatchEvent(new PageTransitionEvent('pagehide'));
  await Promise.all(receipts);
  expect(done).toEqual(['sent', 'sent', 'looked after', 'looked after']);
});

test('a receipt names each transport that cannot carry the call once', async () => {
  const hidden = vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  vi.stubGlobal('fetchLater', undefined);
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  onTestFinished(() => {
    hidden.mockRestore();
    fetch.mockRestore();
    vi.unstubAllGlobals();
  });
  const options = { credentials: 'omit', data: 'x'.repeat(70_000), when: 'hidden' } as const;
  const { attempts } = await trigger('/s', options);
  expect(attempts.map(({ via, result }) => `${via} ${result}`)).toEqual([
    'fetch too-large',
    'beacon unsupported',
    'img unsupported',
    'fetch sent',
  ]);
});

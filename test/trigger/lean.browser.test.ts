import { HttpResponse } from 'msw';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LeanOptions } from '../../src/lean/types.ts';
import { trigger } from '../../src/lean.ts';
import type { When } from '../../src/types.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';

test('the lean trigger sends the fields of its data by a keepalive POST, with a tag, and has the status', async () => {
  const seen = server(() => new Response(null, { status: 204 }));
  const fetch = vi.spyOn(globalThis, 'fetch');
  onTestFinished(() => fetch.mockRestore());
  const receipt = await trigger('/s', { data: { id: 7, list: [1] } });
  expect(receipt).toEqual({
    id: expect.stringMatching(/^[a-z0-9]+\.\d+$/),
    url: `${location.origin}/s?sendoff=${receipt.id}.fetch.now`,
    outcome: 'acknowledged',
    via: 'fetch',
    when: 'now',
    status: 204,
    attempts: [{ via: 'fetch', result: 'sent' }],
  });
  expect(seen).toMatchObject([{ method: 'POST', body: 'id=7&list=%5B1%5D' }]);
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ keepalive: true, mode: 'no-cors' });
});

test('the lean trigger throws for what is no signal', () => {
  expect(() => trigger('/s', { signal: {} as AbortSignal })).toThrow(
    'signal is "Object"; allowed: AbortSignal, TaskSignal',
  );
});

test('the lean trigger never sends a lost request again, and says why it was lost', async () => {
  const seen = server(() => HttpResponse.error());
  const beacons = beacon(true);
  const reason = expect.stringContaining('TypeError');
  expect(await trigger('/s')).toMatchObject({
    outcome: 'failed',
    via: 'fetch',
    attempts: [{ via: 'fetch', result: 'error', reason }],
    reason,
  });
  expect(seen).toHaveLength(1);
  expect(beacons).toEqual([]);
});

test('the lean trigger goes by a beacon where there is no fetch, under the same id', async () => {
  const beacons = beacon(true);
  vi.stubGlobal('fetch', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const { id, ...receipt } = await trigger('/s', { data: () => 'text' });
  expect(receipt).toMatchObject({
    outcome: 'queued',
    via: 'beacon',
    attempts: [
      { via: 'fetch', result: 'error' },
      { via: 'beacon', result: 'sent' },
    ],
  });
  expect(beacons).toEqual([[`${location.origin}/s?sendoff=${id}.beacon.now`, 'text']]);
});

test('the lean trigger reads its data once, whichever carries it', async () => {
  const beacons = beacon(true);
  vi.stubGlobal('fetch', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const events = ['a', 'b'];
  await trigger('/s', { data: () => events.splice(0).join(), tag: false });
  expect(beacons).toEqual([[`${location.origin}/s`, 'a,b']]);
});

test('the lean trigger keeps each call’s options, where a caller uses the object again', async () => {
  const seen = server();
  const options: LeanOptions = { when: 'hidden', tag: false };
  const sent = [1, 2].map(id => {
    options.data = { id };
    return trigger('/s', options);
  });
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pageshow'));
  await Promise.all(sent);
  expect(seen.map(({ body }) => body)).toEqual(['id=1', 'id=2']);
});

test.each<When>(['load', 'idle'])('the lean trigger waits for %s', async when => {
  server();
  expect(await trigger('/s', { when })).toMatchObject({ outcome: 'acknowledged', when });
});

test.each<When>(['hidden', 'pagehide'])(
  'the lean trigger at %s leaves when the page is left',
  async when => {
    const seen = server();
    const sent = trigger('/s', { when, tag: false });
    expect(seen).toEqual([]);
    dispatchEvent(new Event('pagehide'));
    dispatchEvent(new Event('pageshow'));
    expect(await sent).toMatchObject({ outcome: 'acknowledged', when: 'pagehide', id: '' });
    expect(seen).toMatchObject([{ tag: null }]);
  },
);

test.each<[string, unknown, object, RegExp]>([
  ['no URL', undefined, {}, /url is "undefined"/],
  ['an empty URL', '', {}, /url is ""/],
  ['another scheme', 'javascript:alert(1)', {}, /url is "javascript/],
  ['an unknown moment', '/s', { when: 'later' }, /when is "later"; allowed: now, load/],
  ['a consent that is no promise', '/s', { after: () => true }, /after is .*; allowed: a promise/],
  ['data of another kind', '/s', { data: 7 }, /data is "Number"; allowed: /],
])('the lean trigger throws for %s', (_, url, options, message) => {
  expect(() => trigger(url as string, options)).toThrow(message);
});

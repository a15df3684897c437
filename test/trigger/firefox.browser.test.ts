import { expect, onTestFinished, test, vi } from 'vitest';
import { trigger as lean } from '../../src/lean/trigger.ts';
import { page } from '../../src/page.ts';
import { trigger } from '../../src/trigger.ts';
import type { Receipt, TriggerOptions } from '../../src/types.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';
import { violate } from './violate.ts';

// Before anything is imported, which looks once.
vi.hoisted(() => vi.stubGlobal('mozInnerScreenX', 0));

// Firefox reports late what a policy has stopped: by then a redirect may have left.
test('what is reported while the page is left may have been sent: nothing is sent after it', async () => {
  let fail = (_: Error) => {};
  const failing = new Promise<Response>((_, reject) => {
    fail = reject;
  });
  vi.spyOn(globalThis, 'fetch').mockReturnValue(failing);
  const beacons = beacon(true);
  const sent = trigger('/late', { via: ['fetch', 'beacon'] });
  await new Promise(resolve => setTimeout(resolve));
  violate('connect-src', '/late');
  fail(new TypeError('NetworkError'));
  page.left = true;
  const receipt = await sent;
  page.left = false;
  vi.restoreAllMocks();
  expect(receipt).toMatchObject({ outcome: 'failed', via: 'fetch' });
  expect(beacons).toEqual([]);
});

/** Has the page as one that no service worker controls: the tests' own does. */
function withoutWorker(): void {
  const spy = vi.spyOn(navigator.serviceWorker, 'controller', 'get').mockReturnValue(null);
  onTestFinished(() => spy.mockRestore());
}

/** What comes of a call that leaves as its page is left. */
function leave(call: () => Promise<Receipt>): Promise<Receipt> {
  const receipt = call();
  dispatchEvent(new PageTransitionEvent('pagehide'));
  return receipt;
}

const BOTH = [
  { of: 'sendoff', send: trigger },
  { of: 'sendoff/lean', send: lean },
];

test.each(BOTH)(
  'as its page is left, $of sends a beacon, which outlives the last window',
  async ({ send }) => {
    withoutWorker();
    const beacons = beacon(true);
    expect(await leave(() => send('/s', { when: 'pagehide' }))).toMatchObject({
      outcome: 'queued',
      attempts: [{ via: 'beacon', result: 'sent' }],
    });
    expect(beacons).toHaveLength(1);
  },
);

test.each<TriggerOptions>([
  { cors: true },
  { headers: { 'X-Run': '1' } },
  { credentials: 'omit' },
  { via: 'fetch' },
  { method: 'GET' },
])('as its page is left, a call with %o goes by fetch', async options => {
  withoutWorker();
  const seen = server();
  const beacons = beacon(true);
  await leave(() => trigger('/s', { when: 'pagehide', ...options }));
  expect(beacons).toEqual([]);
  expect(seen).toHaveLength(1);
});

test.each(BOTH)(
  'as its page is left under a service worker, $of sends a fetch, which a tab does not take along',
  async ({ send }) => {
    const seen = server();
    const beacons = beacon(true);
    await leave(() => send('/s', { when: 'pagehide' }));
    expect(beacons).toEqual([]);
    expect(seen).toHaveLength(1);
  },
);

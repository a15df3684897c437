import { expect, onTestFinished, test, vi } from 'vitest';
import { trigger as lean } from '../../src/lean/trigger.ts';
import { createOutbox } from '../../src/outbox.ts';
import { page } from '../../src/page.ts';
import { trigger } from '../../src/trigger.ts';
import type { Receipt, TriggerOptions } from '../../src/types.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';
import { violate } from './violate.ts';

// Before anything is imported, which looks once; and the page's own listener before sendoff's.
const own = vi.hoisted(() => {
  vi.stubGlobal('mozInnerScreenX', 0);
  const handlers: { pageshow?: () => void } = {};
  addEventListener(
    'pageshow',
    () => {
      handlers.pageshow?.();
      delete handlers.pageshow;
    },
    true,
  );
  return handlers;
});

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
  page.exiting = true;
  const receipt = await sent;
  page.exiting = false;
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

test('as its page is left, what an outbox keeps goes by fetch, whose answer it reads', async () => {
  withoutWorker();
  const seen = server();
  const beacons = beacon(true);
  const outbox = createOutbox({ name: 'exit' });
  await outbox.flush();
  await leave(() => outbox.trigger('/s', { when: 'pagehide' }));
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

test('an answer shows that its own request was not stopped, whatever the policy says of another', async () => {
  const answers: ((answer: Response) => void)[] = [];
  const fetch = vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => new Promise(resolve => answers.push(resolve)));
  const beacons = beacon(true);
  const sent = [trigger('/shared'), trigger('/shared')];
  await new Promise(resolve => setTimeout(resolve));
  violate('connect-src', '/shared');
  answers[1]?.(new Response());
  expect((await sent[1])?.attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  answers[0]?.(new Response());
  await sent[0];
  fetch.mockResolvedValue(new Response());
  expect((await trigger('/shared')).attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  expect(beacons).toEqual([]);
  fetch.mockRestore();
});

test('a timeout hides no failure that comes before it', async () => {
  let fail = (_: Error) => {};
  const fetch = vi.spyOn(globalThis, 'fetch').mockReturnValue(
    new Promise((_, reject) => {
      fail = reject;
    }),
  );
  onTestFinished(() => fetch.mockRestore());
  const receipt = trigger('/s', { via: 'fetch', timeout: 500 });
  await new Promise(resolve => setTimeout(resolve));
  fail(new TypeError('NetworkError'));
  expect(await receipt).toMatchObject({ outcome: 'failed' });
});

test("a call in the page's own handler of its return waits for its answer", async () => {
  const seen = server();
  let receipt: Promise<Receipt> | undefined;
  own.pageshow = () => {
    receipt = trigger('/s');
  };
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  expect(await receipt).toMatchObject({ outcome: 'acknowledged' });
  expect(seen).toHaveLength(1);
});

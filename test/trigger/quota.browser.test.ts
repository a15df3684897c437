import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { inFlight } from '../../src/limits.ts';
import { trigger } from '../../src/trigger.ts';
import { worker } from '../worker.ts';

const KIB = 1024;

/** Answers what has been asked so far; the body's end is held until then. */
let answer: () => void;

beforeEach(() => {
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  worker.use(
    http.post('/s', async () => {
      await answered;
      return new HttpResponse('the answer');
    }),
  );
  vi.stubGlobal('fetchLater', undefined);
  vi.spyOn(navigator, 'sendBeacon').mockReturnValue(false);
  return () => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  };
});

/** Makes triggers that all leave at the page's exit. */
const leave = (...sizes: number[]) => {
  const sent = sizes.map(size => trigger('/s', { when: 'pagehide', data: 'é'.repeat(size / 2) }));
  dispatchEvent(new Event('pagehide'));
  return sent;
};

test('the quota counts the bytes in flight, and has them back when their answer has been read', async () => {
  const [first, second, third] = leave(40 * KIB, 30 * KIB, 24 * KIB);
  answer();
  expect((await first)?.attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  expect((await third)?.attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  expect((await second)?.attempts).toEqual([
    { via: 'fetch', result: 'too-large', reason: `${30 * KIB} > ${24 * KIB} bytes` },
    { via: 'beacon', result: 'refused' },
    { via: 'img', result: 'unsupported', reason: 'data' },
    // It had been hidden only: what nothing else takes goes without keepalive.
    { via: 'fetch', result: 'sent' },
  ]);
  await expect.poll(() => inFlight.bytes).toBe(0);
  const [fourth] = leave(64 * KIB);
  expect((await fourth)?.attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  await expect.poll(() => inFlight.bytes).toBe(0);
});

test('while the page lives, a body that does not fit the quota goes without keepalive at once', async () => {
  answer();
  const { outcome, attempts } = await trigger('/s', { data: 'x'.repeat(64 * KIB + 1) });
  expect(outcome).toBe('acknowledged');
  expect(attempts).toEqual([
    { via: 'fetch', result: 'too-large', reason: '65537 > 65536 bytes' },
    // Firefox would take it, and let it outlive the page.
    { via: 'beacon', result: 'refused' },
    { via: 'img', result: 'unsupported', reason: 'data' },
    { via: 'fetch', result: 'sent' },
  ]);
});

test("a call takes nothing of the quota where the page's patched functions throw", async () => {
  const before = { ...inFlight };
  const patched = () => {
    throw new Error('patched');
  };
  vi.stubGlobal('fetch', patched);
  vi.spyOn(navigator, 'sendBeacon').mockImplementation(patched);
  const { attempts } = await trigger('/s', { data: 'x', via: ['fetch', 'beacon'] });
  expect(attempts).toEqual([
    { via: 'fetch', result: 'error', reason: 'Error: patched' },
    { via: 'beacon', result: 'error', reason: 'Error: patched' },
  ]);
  expect(inFlight).toEqual(before);
});

test('a beacon counts as in flight for as long as Chromium lets one live', async () => {
  vi.spyOn(navigator, 'sendBeacon').mockReturnValue(true);
  vi.useFakeTimers();
  const before = inFlight.requests;
  const sent = trigger('/s', { via: 'beacon' });
  vi.advanceTimersByTime(29_999);
  expect(inFlight.requests).toBe(before + 1);
  vi.advanceTimersByTime(1);
  expect(inFlight.requests).toBe(before);
  vi.useRealTimers();
  await sent;
});

test('what comes back from the back/forward cache, and is answered after that, gives its room back once', async () => {
  const sent = trigger('/s', { data: 'x' });
  await new Promise(resolve => setTimeout(resolve));
  expect(inFlight).toEqual({ bytes: 1, requests: 1 });
  for (const type of ['pagehide', 'pageshow'])
    dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
  expect((await sent).outcome).toBe('queued');
  answer();
  await trigger('/s');
  await expect.poll(() => inFlight).toEqual({ bytes: 0, requests: 0 });
});

test('beyond the requests that may be in flight, a beacon is the last resort of a page that is left', async () => {
  const beacons = vi.spyOn(navigator, 'sendBeacon').mockReturnValue(true);
  inFlight.requests += 200;
  const sent = trigger('/s', { via: 'beacon', when: 'pagehide' });
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pageshow'));
  inFlight.requests -= 200;
  expect((await sent).attempts).toEqual([
    { via: 'beacon', result: 'refused', reason: '200 in flight' },
    { via: 'beacon', result: 'sent' },
  ]);
  expect(beacons).toHaveBeenCalledOnce();
});

test('beyond the requests that may be in flight, an image still goes', async () => {
  inFlight.requests += 200;
  const sent = trigger('/s', { via: 'img', when: 'now' });
  inFlight.requests -= 200;
  expect((await sent).attempts).toEqual([{ via: 'img', result: 'sent' }]);
});

test('what fetchLater takes at the exit is not in flight', async () => {
  vi.stubGlobal('fetchLater', () => ({ activated: false }));
  const { requests } = inFlight;
  const [sent] = leave(64 * KIB + 2);
  expect((await sent)?.attempts.at(-1)).toEqual({ via: 'fetchLater', result: 'sent' });
  dispatchEvent(new Event('pageshow'));
  expect(inFlight.requests).toBe(requests);
});

test('at the exit what the browser refuses goes the next way, though no task runs any more', async () => {
  // What queues the task that would tell a refusal from a loss.
  vi.spyOn(Element.prototype, 'toggleAttribute').mockReturnValue(true);
  const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    if (init?.body) throw new TypeError('another script holds the quota');
    return new Response();
  });
  trigger('/s', { when: 'pagehide', data: { id: 7 } });
  dispatchEvent(new Event('pagehide'));
  await expect.poll(() => fetch.mock.calls.length).toBe(2);
  expect(`${fetch.mock.calls[1]?.[0]}`).toContain('id=7');
  dispatchEvent(new Event('pageshow'));
});

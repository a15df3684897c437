import { http } from 'msw';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { worker } from '../worker.ts';

/** What is left with a browser that sends nothing by itself, but for what a test says it has sent. */
const left: { url: string; body: string; aborted: boolean; activated: boolean }[] = [];
const armed = () => left.filter(({ aborted }) => !aborted);

/** The page is left, and comes back: what is asked for later waits again. */
const page = () => {
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pageshow'));
};
const network: string[] = [];

const hide = () => {
  const hidden = vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  hidden.mockRestore();
};

beforeEach(() => {
  left.length = 0;
  network.length = 0;
  vi.stubGlobal('fetchLater', (url: string, { body, signal }: RequestInit) => {
    const one = { url, body: `${body}`, aborted: false, activated: false };
    signal?.addEventListener('abort', () => {
      one.aborted = true;
    });
    left.push(one);
    return one;
  });
  worker.use(
    http.all('/s', ({ request }) => {
      network.push(request.url);
      return new Response();
    }),
  );
  return () => vi.unstubAllGlobals();
});

test('a waiting trigger is armed with fetchLater, and disarmed when it leaves', async () => {
  const sent = trigger('/s', { when: 'pagehide', data: { id: 7 } });
  await expect.poll(armed).toMatchObject([{ body: 'id=7' }]);
  page();
  expect(armed()).toEqual([]);
  const { id, url } = await sent;
  expect(left[0]?.url).toBe(`${location.origin}/s?sendoff=${id}.fetchLater.pagehide`);
  expect(network).toEqual([url]);
});

test('nothing is left with the browser by a prerendered page, which may never be shown', async () => {
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  onTestFinished(() => prerendering.mockRestore());
  const waiting = trigger('/s', { when: 'pagehide' });
  const sent = trigger('/s');
  await new Promise(resolve => setTimeout(resolve));
  expect(left).toEqual([]);
  prerendering.mockReturnValue(false);
  document.dispatchEvent(new Event('prerenderingchange', { bubbles: true }));
  expect(await sent).toMatchObject({ outcome: 'acknowledged' });
  await expect.poll(() => left).toMatchObject([{ url: expect.stringMatching(/pagehide$/) }]);
  page();
  await waiting;
});

test('what is asked for as a prerendered page is shown is left with the browser once', async () => {
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  onTestFinished(() => prerendering.mockRestore());
  let later: Promise<unknown> | undefined;
  const data = () => {
    later = trigger('/s', { when: 'pagehide' });
    return 'now';
  };
  const sent = trigger('/s', { data });
  prerendering.mockReturnValue(false);
  document.dispatchEvent(new Event('prerenderingchange', { bubbles: true }));
  await sent;
  await expect.poll(armed).toHaveLength(1);
  page();
  await later;
  expect(armed()).toEqual([]);
});

test('a trigger that fetchLater has sent is not sent again', async () => {
  const sent = trigger('/s', { when: 'pagehide', data: { id: 7 } });
  await expect.poll(armed).toHaveLength(1);
  const [one] = left;
  if (one) one.activated = true;
  page();
  const receipt = await sent;
  expect(receipt).toMatchObject({
    outcome: 'queued',
    via: 'fetchLater',
    url: one?.url,
    attempts: [{ via: 'fetchLater', result: 'sent' }],
  });
  expect(receipt.id).toMatch(/\.\d+$/);
  expect(network).toEqual([]);
});

test('a trigger that its signal cancels is disarmed', async () => {
  const control = new AbortController();
  const sent = trigger('/s', { when: 'pagehide', signal: control.signal });
  await expect.poll(armed).toHaveLength(1);
  control.abort();
  expect(await sent).toMatchObject({ id: '', outcome: 'canceled' });
  expect(armed()).toEqual([]);
  // Its number is the next one's: the server would miss it.
  const { id } = await trigger('/s');
  expect(left[0]?.url).toContain(`sendoff=${id}.`);
});

test('a signal cannot cancel a trigger that fetchLater has sent', async () => {
  const control = new AbortController();
  const sent = trigger('/s', { when: 'pagehide', signal: control.signal });
  await expect.poll(armed).toHaveLength(1);
  for (const one of left) one.activated = true;
  control.abort();
  expect(await sent).toMatchObject({ outcome: 'queued', via: 'fetchLater' });
});

test('fetchLater holds the latest state of a data function, within ten seconds', async () => {
  vi.useFakeTimers();
  let state = 'first';
  const sent = trigger('/s', { when: 'pagehide', data: () => state });
  state = 'second';
  vi.advanceTimersByTime(10_000);
  expect(armed()).toMatchObject([{ body: 'second' }]);
  state = 'third';
  vi.advanceTimersByTime(10_000);
  expect(armed()).toMatchObject([{ body: 'third' }]);
  vi.useRealTimers();
  page();
  await sent;
});

test('fetchLater holds the state that the page had when it was hidden', async () => {
  let state = 'first';
  const sent = trigger('/s', { when: 'pagehide', data: () => state });
  await expect.poll(armed).toMatchObject([{ body: 'first' }]);
  state = 'second';
  hide();
  expect(armed()).toMatchObject([{ body: 'second' }]);
  page();
  await sent;
});

test.each<[what: string, fetchLater: unknown]>([
  ['is missing', undefined],
  [
    'has no room',
    () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  ],
])('a waiting trigger still leaves where fetchLater %s', async (_, fetchLater) => {
  vi.stubGlobal('fetchLater', fetchLater);
  const sent = trigger('/s', { when: 'pagehide' });
  page();
  expect(await sent).toMatchObject({ outcome: 'acknowledged', via: 'fetch', when: 'pagehide' });
});

test('data that cannot be read yet is read when the trigger leaves', async () => {
  let state: string | undefined;
  const sent = trigger('/s', {
    when: 'pagehide',
    data: () => {
      if (!state) throw Error('too early');
      return state;
    },
  });
  // What has been asked for later is armed by now.
  const later = trigger('/s', { when: 'pagehide', data: 'later' });
  await expect.poll(armed).toMatchObject([{ body: 'later' }]);
  state = 'there';
  page();
  expect(await sent).toMatchObject({ outcome: 'acknowledged' });
  await later;
});

test('a trigger that leaves at once is not armed with fetchLater', async () => {
  await trigger('/s');
  await trigger('/s', { when: 'load' });
  await trigger('/s', { signal: new AbortController().signal });
  await trigger('/s', { after: Promise.resolve() });
  expect(left).toEqual([]);
});

test('of many triggers that begin to wait together, each task arms fifty', async () => {
  vi.useFakeTimers();
  const sent = Array.from({ length: 120 }, () => trigger('/s', { when: 'pagehide' }));
  for (const count of [50, 100, 120]) {
    vi.advanceTimersToNextTimer();
    expect(armed()).toHaveLength(count);
  }
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  page();
  await Promise.all(sent);
});

test('what fetchLater has no room for takes the insurance of nothing else', async () => {
  const { fetchLater } = globalThis;
  vi.stubGlobal('fetchLater', (url: string, init: RequestInit) => {
    if (init.body === 'large') throw new DOMException('full', 'QuotaExceededError');
    return fetchLater?.(url, init);
  });
  const sent = ['large', 'small'].map(data => trigger('/s', { when: 'pagehide', data }));
  await expect.poll(armed).toMatchObject([{ body: 'small' }]);
  page();
  await Promise.all(sent);
});

test('each data function is read once when the page is hidden, and once when it is left', async () => {
  const data = [vi.fn(() => 'one'), vi.fn(() => 'two')];
  const sent = data.map(read => trigger('/s', { when: 'pagehide', data: read }));
  await expect.poll(armed).toHaveLength(2);
  for (const [act, reads] of [
    [hide, 2],
    [page, 3],
  ] as const) {
    act();
    for (const read of data) expect(read).toHaveBeenCalledTimes(reads);
  }
  await Promise.all(sent);
});

test('what has left is not armed again when the page is hidden', async () => {
  const data = vi.fn(() => 'x');
  const sent = trigger('/s', { when: 'pagehide', data });
  await expect.poll(armed).toHaveLength(1);
  page();
  await sent;
  hide();
  expect(armed()).toEqual([]);
  expect(data).toHaveBeenCalledTimes(2);
});

test('what fetchLater has sent is not armed again when the page is hidden', async () => {
  const sent = trigger('/s', { when: 'pagehide', data: () => 'x' });
  await expect.poll(armed).toHaveLength(1);
  for (const one of left) one.activated = true;
  hide();
  expect(left).toHaveLength(1);
  page();
  expect(await sent).toMatchObject({ via: 'fetchLater' });
});

test('a page in which nothing waits any more keeps no timer', async () => {
  vi.useFakeTimers();
  hide(); // which ends the timer of the tests before
  const sent = trigger('/s', { when: 'pagehide', data: () => 'x' });
  page();
  vi.advanceTimersByTime(10_000);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  await sent;
});

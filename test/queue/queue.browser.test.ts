import { HttpResponse, http } from 'msw';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { inFlight, QUOTA } from '../../src/limits.ts';
import { createQueue } from '../../src/queue/createQueue.ts';
import type { QueueOptions } from '../../src/queue/types.ts';
import { createTrigger } from '../../src/trigger.ts';
import type { Receipt, Trigger } from '../../src/types.ts';
import { worker } from '../worker.ts';

/** A server at `/q`, and the bodies that it has been sent. */
const server = (status = 204) => {
  const bodies: string[] = [];
  worker.use(
    http.post('/q', async ({ request }) => {
      expect(request.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
      bodies.push(await request.clone().text());
      return new HttpResponse(null, { status });
    }),
  );
  return bodies;
};

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const numbers = (bodies: string[]) =>
  bodies.map(body => (JSON.parse(body) as { n: number }[]).map(({ n }) => n));

test('flush() sends one JSON array, and resolves with its receipt', async () => {
  const bodies = server();
  const queue = createQueue('/q');
  const event = { type: 'click', id: 7 };
  queue.push(event);
  queue.push('é€😀');
  event.id = 8;
  expect(queue.size).toBe(2);
  const receipts = await queue.flush();
  expect(receipts).toMatchObject([{ outcome: 'acknowledged', count: 2, when: 'now' }]);
  expect(bodies).toEqual(['[{"n":1,"event":{"type":"click","id":7}},{"n":2,"event":"é€😀"}]']);
  expect(queue.size).toBe(0);
  expect(await queue.flush()).toEqual([]);
});

test('with format ndjson, flush() sends one line per event', async () => {
  const bodies = server();
  const queue = createQueue('/q', { format: 'ndjson' });
  queue.push(null);
  queue.push('two\nlines');
  await queue.flush();
  expect(bodies).toEqual(['{"n":1,"event":null}\n{"n":2,"event":"two\\nlines"}\n']);
});

test('the queue flushes when maxItems events wait', async () => {
  const bodies = server();
  const queue = createQueue('/q', { maxItems: 3 });
  for (let n = 1; n <= 7; n++) queue.push(n);
  expect(queue.size).toBe(1);
  await expect
    .poll(() => numbers(bodies).sort())
    .toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
});

test('the queue flushes before a body exceeds maxBytes', async () => {
  const bodies = server();
  const queue = createQueue('/q', { maxBytes: 1000 });
  for (let n = 1; n <= 20; n++) queue.push('€'.repeat(50));
  await queue.flush();
  await expect.poll(() => numbers(bodies).flat()).toHaveLength(20);
  expect(bodies).toHaveLength(4);
  const sizes = bodies.map(body => new Blob([body]).size);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1000);
  expect(Math.max(...sizes)).toBeGreaterThan(800);
});

test('the queue flushes when its oldest event has waited for maxWait', async () => {
  const bodies = server();
  const queue = createQueue('/q', { maxWait: 20 });
  queue.push(1);
  await expect.poll(() => bodies).toHaveLength(1);
  queue.push(2);
  await expect.poll(() => numbers(bodies)).toEqual([[1], [2]]);
});

test('what is pushed after a flush waits for maxWait from then on', () => {
  vi.useFakeTimers();
  const sent = vi.fn(async () => ({ outcome: 'queued' }) as Receipt);
  const queue = createQueue('/q', { maxWait: 1000, trigger: sent });
  queue.push(1);
  vi.advanceTimersByTime(500);
  queue.flush();
  queue.push(2);
  vi.advanceTimersByTime(999);
  expect(queue.size).toBe(1);
  vi.advanceTimersByTime(1);
  expect(queue.size).toBe(0);
});

test('a flush whose trigger throws is logged to the console, and rejects nothing', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const mistake = new Error('no');
  const queue = createQueue('/q', {
    trigger() {
      throw mistake;
    },
  });
  queue.push(1);
  expect(await queue.flush()).toEqual([]);
  expect(error.mock.calls).toEqual([[mistake]]);
});

test('by default 100 events leave at once, fewer after five seconds, and 10,000 wait where none can leave', () => {
  vi.useFakeTimers();
  const sent = vi.fn(async () => ({ outcome: 'queued' }) as Receipt);
  const queue = createQueue('/q', { trigger: sent });
  for (let n = 1; n < 100; n++) queue.push(n);
  expect(queue.size).toBe(99);
  queue.push(100);
  expect(queue.size).toBe(0);
  queue.push(101);
  vi.advanceTimersByTime(4999);
  expect(queue.size).toBe(1);
  vi.advanceTimersByTime(1);
  expect(queue.size).toBe(0);
  const full = createQueue('/q', { trigger: sent, maxItems: 1e6, maxBytes: 1e8 });
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  onTestFinished(() => prerendering.mockRestore());
  for (let n = 0; n <= 10_000; n++) full.push(n);
  expect(full.size).toBe(10_000);
});

test('an event larger than maxBytes is sent alone, and the others arrive too', async () => {
  const bodies = server();
  const queue = createQueue('/q', { maxItems: 1000, maxBytes: 5000 });
  for (const length of [10, 9000, 10]) queue.push('x'.repeat(length));
  const receipts = await queue.flush();
  expect(receipts.map(({ count }) => count)).toEqual([1]);
  await expect.poll(() => numbers(bodies).flat().sort()).toEqual([1, 2, 3]);
});

test('an event whose `toJSON` pushes has a number of its own', async () => {
  const bodies = server();
  const queue = createQueue('/q');
  queue.push({
    toJSON() {
      queue.push('warning');
      return 'event';
    },
  });
  await queue.flush();
  expect(numbers(bodies)).toEqual([[1, 2]]);
});

test('where a flush is stopped in the middle of a part, as Firefox does at an exit, the next one sends the rest', async () => {
  const sent: unknown[] = [];
  let afterOne: number | undefined;
  const trigger: Trigger = async (_, options) => {
    sent.push(options?.data);
    if (sent.length === 1) {
      // What the next listener does, before the first part's call has come back.
      queue.flush();
      afterOne = sent.length;
    }
    return { id: '', url: '', when: 'now', attempts: [], outcome: 'queued' };
  };
  const queue = createQueue('/q', { trigger, maxBytes: 40 });
  vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  for (const event of ['one', 'two', 'three']) queue.push(event);
  const flushed = queue.flush();
  vi.restoreAllMocks();
  document.dispatchEvent(new Event('prerenderingchange', { bubbles: true }));
  await flushed;
  expect(sent).toHaveLength(3);
  expect(afterOne).toBe(3);
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;

test.each([
  ['undefined', undefined, /event is "undefined"; allowed: what JSON can hold/],
  ['a function', () => 1, /event is "function"; allowed: what JSON can hold/],
  ['a symbol', Symbol('s'), /event is "symbol"; allowed: what JSON can hold/],
  ['what is undefined in JSON', { toJSON() {} }, /event is "object"; allowed: what JSON can hold/],
  ['a BigInt', 1n, /BigInt/],
  ['an object with a BigInt', { id: 1n }, /BigInt/],
  ['a cycle', cycle, /circular/],
])('pushing %s throws, and the other events arrive', async (_, event, message) => {
  const bodies = server();
  const queue = createQueue('/q');
  queue.push(1);
  expect(() => queue.push(event)).toThrow(message);
  queue.push(2);
  await queue.flush();
  expect(numbers(bodies)).toEqual([[1, 2]]);
});

test.each<[string, object, RegExp]>([
  ['maxItems', { maxItems: 0 }, /maxItems is "0"; allowed: /],
  ['maxItems', { maxItems: 1.5 }, /maxItems is "1.5"; allowed: /],
  ['maxBytes', { maxBytes: -1 }, /maxBytes is "-1"; allowed: /],
  ['maxWait', { maxWait: Number.POSITIVE_INFINITY }, /maxWait is "Infinity"; allowed: /],
  ['maxQueued', { maxQueued: '1e9' }, /maxQueued is "1e9"; allowed: /],
  ['format', { format: 'xml' }, /format is "xml"; allowed: json, ndjson/],
  ['trigger', { trigger: {} }, /trigger is "object"; allowed: function/],
  ['via', { via: 'xhr' }, /via is "xhr"; allowed: fetch/],
])('createQueue throws for a wrong %s', (_, options, message) => {
  expect(() => createQueue('/q', options as QueueOptions)).toThrow(message);
  expect(() => createQueue('ftp://a.test', {})).toThrow(/url is "ftp:/);
});

test('events dropped beyond maxQueued in a prerendered page are counted', async () => {
  const bodies = server();
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  onTestFinished(() => prerendering.mockRestore());
  const queue = createQueue('/q', { maxQueued: 3 });
  for (let n = 1; n <= 5; n++) queue.push(n);
  expect(queue.size).toBe(3);
  prerendering.mockReturnValue(false);
  await queue.flush();
  expect(JSON.parse(bodies[0] as string)).toEqual([
    { n: 3, event: 3 },
    { n: 4, dropped: 1, event: 4 },
    { n: 5, dropped: 2, event: 5 },
  ]);
});

test('a queue that may hold few events is flushed before it drops one', async () => {
  const bodies = server();
  const queue = createQueue('/q', { maxQueued: 2 });
  for (let n = 1; n <= 4; n++) queue.push(n);
  await expect.poll(() => bodies.length).toBe(2);
  expect(bodies.join()).not.toContain('dropped');
});

test('the receipt of a flush shows that its request failed', async () => {
  worker.use(http.post('/q', () => HttpResponse.error()));
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const queue = createQueue('/q', { via: ['img', 'fetch'] });
  queue.push(1);
  expect(await queue.flush()).toMatchObject([{ outcome: 'failed', count: 1 }]);
  // One of them could have carried it.
  expect(error).not.toHaveBeenCalled();
});

test('a trigger passed to the queue keeps its own defaults, and sees each receipt', async () => {
  const bodies = server();
  const send = createTrigger({ method: 'GET', when: 'load', tag: false });
  const outcomes: string[] = [];
  const queue = createQueue('/q', {
    maxItems: 1,
    async trigger(url, options) {
      const receipt = await send(url, options);
      outcomes.push(`${receipt.outcome} ${receipt.url}`);
      return receipt;
    },
  });
  queue.push(1);
  await expect.poll(() => outcomes).toEqual([`acknowledged ${location.origin}/q`]);
  expect(numbers(bodies)).toEqual([[1]]);
});

test('at the exit the first request takes no more than what is left of the keepalive quota', async () => {
  const bodies: string[] = [];
  const queue = createQueue('/q', {
    maxWait: 60_000,
    maxItems: 100,
    async trigger(_, options) {
      bodies.push(options?.data as string);
      return { outcome: 'queued', attempts: [] } as never;
    },
  });
  const held = QUOTA - 4096;
  inFlight.bytes += held;
  onTestFinished(() => {
    inFlight.bytes -= held;
  });
  for (let n = 0; n < 40; n++) queue.push('x'.repeat(1000));
  vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  await queue.flush();
  expect(numbers(bodies).flat()).toHaveLength(40);
  expect(bodies[0]?.length).toBeLessThanOrEqual(4096);
});

test('an aborted signal cancels the events that wait, and drops all later ones', async () => {
  const bodies = server();
  const controller = new AbortController();
  const queue = createQueue('/q', { signal: controller.signal, maxItems: 2 });
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  queue.push(1);
  controller.abort();
  expect(queue.size).toBe(0);
  queue.push(2);
  expect(await queue.flush()).toMatchObject([{ outcome: 'canceled', count: 1 }]);
  await fetch('/q', { method: 'POST', body: '[{"n":0}]' });
  expect(numbers(bodies)).toEqual([[0]]);
  expect(error).not.toHaveBeenCalled();
});

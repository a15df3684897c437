import { expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { createQueue } from '../../src/queue/createQueue.ts';
import { trigger } from '../../src/trigger.ts';
import type { When } from '../../src/types.ts';

const MOMENTS: When[] = ['hidden', 'pagehide', 'idle', 'load'];

/** Chromium's own counts, after it has collected what nothing refers to. */
const measure = async () => {
  const session = cdp() as never as {
    send(method: string): Promise<{ metrics: { name: string; value: number }[] }>;
  };
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find(metric => metric.name === name)?.value ?? Number.NaN;
  return { listeners: value('JSEventListeners'), heap: value('JSHeapUsedSize') };
};

test('pushing an event costs at most three times as much as to keep its JSON and count its bytes', () => {
  const queue = createQueue('/nowhere', {
    maxItems: 999_999,
    maxBytes: 999_999_999,
    trigger: () => Promise.reject(),
  });
  const event = { type: 'click', target: 'main > button.buy', x: 120, y: 480, at: 1234.5 };
  const kept: string[] = [];
  let bytes = 0;
  // The clock ticks in steps of 100 µs: many at a time.
  const round = (work: () => void) => {
    const start = performance.now();
    for (let n = 0; n < 2000; n++) work();
    return (performance.now() - start) / 2;
  };
  // By turns, and the least of each: what else the machine does only adds.
  const rounds = Array.from({ length: 21 }, () => ({
    push: round(() => queue.push(event)),
    least: round(() => {
      const text = JSON.stringify({ n: kept.length, event });
      bytes += new TextEncoder().encode(text).length;
      kept.push(text);
    }),
  }));
  const push = Math.min(...rounds.map(it => it.push));
  const least = Math.min(...rounds.map(it => it.least));
  console.log(`push: ${push.toFixed(2)} µs, by hand: ${least.toFixed(2)} µs`);
  expect(bytes).toBeGreaterThan(0);
  expect(push / least).toBeLessThan(3);
});

test('100,000 triggers leave no listener and no memory', async () => {
  const round = async (when: When) => {
    const controller = new AbortController();
    const receipts = Array.from({ length: 1000 }, () =>
      trigger('/nowhere', { when, signal: controller.signal, via: 'beacon' }),
    );
    controller.abort();
    await Promise.all(receipts);
  };
  for (const when of MOMENTS) await round(when);
  const before = await measure();
  // Most of them wait for `load`, where nothing is left with the browser as insurance: that takes long.
  for (const when of MOMENTS) await round(when);
  for (let n = MOMENTS.length; n < 100; n++) await round('load');
  // What a browser's timers still refer to is collected when they have run.
  await expect.poll(measure, { timeout: 60_000 }).toEqual({
    listeners: before.listeners,
    heap: expect.toSatisfy((heap: number) => heap < before.heap * 1.02, 'as before'),
  });
}, 300_000);

test('queues that have been ended leave no listener', async () => {
  const round = async () => {
    const controller = new AbortController();
    const { signal } = controller;
    for (let n = 0; n < 1000; n++) createQueue('/nowhere', { signal }).push(n);
    controller.abort();
  };
  await round();
  const { listeners } = await measure();
  await round();
  await expect.poll(async () => (await measure()).listeners).toBeLessThanOrEqual(listeners);
}, 120_000);

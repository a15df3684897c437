import { once } from './support/arrived.ts';
import { expect, OFFLINE, test, UP } from './support/collector.ts';
import { BY_COMMAND, IS_WHOLE } from './support/oneEngine.ts';
import { fire, outcomes } from './support/outboxPage.ts';

test.skip(!IS_WHOLE, BY_COMMAND);

/** In ms: what a visitor notices. */
const LONGEST_TASK = 50;

interface Watched {
  longest: number;
  heap(): number;
}

test('a thousand items are replayed without a long task, and without a growing heap', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(engine.name !== 'chromium', 'Chromium alone tells of long tasks and of its heap');
  const names = Array.from({ length: 1000 }, (_, index) => `case${index}`);
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  for (let at = 0; at < names.length; at += 100) {
    await fire(tab, names.slice(at, at + 100));
    await expect.poll(async () => (await outcomes(tab)).length).toBe(at + 100);
  }
  await tab.close();
  const next = await open(collector.url('/e2e/away.html'));
  await next.evaluate(() => {
    const watched = window as never as Watched;
    watched.longest = 0;
    watched.heap = () =>
      (performance as never as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries())
        watched.longest = Math.max(watched.longest, duration);
    }).observe({ type: 'longtask' });
  });
  const before = await next.evaluate(() => (window as never as Watched).heap());
  collector.answer = UP;
  const left = await next.evaluate(async () => {
    const path = '/dist/outbox.js';
    const { createOutbox }: typeof import('../src/outbox.ts') = await import(path);
    return createOutbox({ name: 'outbox' }).flush();
  });
  expect(left).toBe(0);
  expect(collector.effects()).toEqual(once(names));
  const { longest, heap } = await next.evaluate(() => {
    const { longest, heap } = window as never as Watched;
    return { longest, heap: heap() };
  });
  console.log(`longest task ${longest} ms, heap ${(heap - before) / 1e6} MB`);
  expect(longest).toBeLessThanOrEqual(LONGEST_TASK);
  expect(heap - before).toBeLessThan(10_000_000);
});

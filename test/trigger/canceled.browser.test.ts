import { afterEach, expect, test, vi } from 'vitest';
import { trigger, type When } from '../../src/index.ts';

afterEach(() => void vi.useRealTimers());

const MOMENTS: When[] = ['load', 'idle', 'hidden', 'pagehide'];

test("a thousand canceled triggers keep no timers but the page's own", async () => {
  vi.useFakeTimers();
  const cancel = async (times: number) => {
    const control = new AbortController();
    const { signal } = control;
    const sent = Array.from({ length: times }, (_, n) =>
      trigger('/s', { when: MOMENTS[n % 4], signal }),
    );
    control.abort();
    for (const receipt of await Promise.all(sent))
      expect(receipt).toMatchObject({ outcome: 'canceled' });
    return vi.getTimerCount();
  };
  const few = await cancel(4);
  expect(await cancel(1000)).toBe(few);
  vi.runAllTimers();
  expect(vi.getTimerCount()).toBe(0);
});

import { afterEach, expect, test, vi } from 'vitest';
import { trigger, type When } from '../../src/index.ts';

afterEach(() => void vi.useRealTimers());

test.each<When>(['load', 'idle', 'hidden', 'pagehide'])(
  'a trigger for %s that is canceled keeps no timer',
  async when => {
    vi.useFakeTimers();
    const control = new AbortController();
    const sent = trigger('/s', { when, signal: control.signal });
    control.abort();
    expect(await sent).toMatchObject({ outcome: 'canceled' });
    expect(vi.getTimerCount()).toBe(0);
  },
);

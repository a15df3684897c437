import { afterEach, expect, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { beacon } from './beacon.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('in a page that is never idle, what waits for it leaves after two seconds', () => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (run: () => void, { timeout }: IdleRequestOptions) =>
    setTimeout(run, timeout),
  );
  const beacons = beacon(true);
  trigger('/s', { when: 'idle', via: 'beacon' });
  vi.advanceTimersByTime(1999);
  expect(beacons).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(beacons).toHaveLength(1);
});

// Safari has no idle callback.
test('where nothing tells that a page is idle, what waits for it leaves after load', async () => {
  vi.stubGlobal('requestIdleCallback', undefined);
  const beacons = beacon(true);
  await trigger('/s', { when: 'idle', via: 'beacon' });
  expect(beacons).toHaveLength(1);
});

test('what is asked for right after an idle period has the next one', () => {
  vi.useFakeTimers();
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
  const rest = () => idle.splice(0).map(run => run());
  const beacons = beacon(true);
  trigger('/s', { when: 'idle', via: 'beacon' });
  rest();
  trigger('/s', { when: 'idle', via: 'beacon' });
  vi.runAllTimers();
  rest();
  expect(beacons).toHaveLength(2);
});

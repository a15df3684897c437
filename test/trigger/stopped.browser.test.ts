import { expect, test, vi } from 'vitest';
import { page } from '../../src/page.ts';
import { schedule } from '../../src/schedule.ts';
import { trigger } from '../../src/trigger.ts';

// Firefox stops the script of a page whose process it ends: nothing can catch that, and the next listener
// is called as if nothing had been.

/** Calls the page's own listener, as the browser does at this event. */
const dispatch = (() => {
  const listen = vi.spyOn(window, 'addEventListener');
  schedule('pagehide', {}, { leave() {}, cancel() {} });
  const call = listen.mock.calls.find(([type]) => type === 'pagehide');
  listen.mockRestore();
  const handle = call?.[1] as (event: Event) => void;
  return (type: string) => handle(new Event(type));
})();

/** Leaves in pagehide, is stopped there the first time, and then hears the next event. */
function leaveAndBeStopped(act: () => void): number {
  dispatch('pageshow');
  let calls = 0;
  const leave = () => {
    calls++;
    act();
    if (calls === 1) throw new Error('stopped');
  };
  schedule('pagehide', {}, { leave, cancel() {} });
  expect(() => dispatch('pagehide')).toThrow('stopped');
  dispatch('visibilitychange');
  dispatch('visibilitychange');
  return calls;
}

test('what was stopped before it was sent leaves at the next event, once', () => {
  expect(leaveAndBeStopped(() => {})).toBe(2);
});

test('what was stopped when it may have been sent does not leave again', () => {
  expect(leaveAndBeStopped(() => page.depart())).toBe(1);
});

test('a call at the exit that was stopped before it was sent leaves at the next event', () => {
  dispatch('pageshow');
  dispatch('pagehide');
  let calls = 0;
  const leave = () => {
    calls++;
    if (calls === 1) throw new Error('stopped');
  };
  expect(() => schedule('now', {}, { leave, cancel() {} })).toThrow('stopped');
  dispatch('visibilitychange');
  dispatch('visibilitychange');
  expect(calls).toBe(2);
});

/** Has the browser send nothing, and calls `sent` where it would. */
function whenSent(sent: () => void): void {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    sent();
    return new Response();
  });
  vi.spyOn(navigator, 'sendBeacon').mockImplementation(() => {
    sent();
    return true;
  });
  vi.spyOn(HTMLImageElement.prototype, 'src', 'set').mockImplementation(sent);
}

for (const via of ['fetch', 'beacon', 'img'] as const)
  test(`an event that comes while ${via} is handed to the browser does not send it again`, async () => {
    dispatch('pageshow');
    const sent = vi.fn(() => dispatch('pagehide'));
    whenSent(sent);
    trigger('/script', { via, when: 'load' });
    await vi.waitFor(() => expect(sent).toHaveBeenCalled());
    vi.restoreAllMocks();
    expect(sent).toHaveBeenCalledOnce();
  });

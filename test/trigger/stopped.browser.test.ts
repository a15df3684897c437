import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from '../../src/page.ts';
import { schedule } from '../../src/schedule.ts';
import { trigger } from '../../src/trigger.ts';

// Before anything is imported, which looks once.
vi.hoisted(() => vi.stubGlobal('mozInnerScreenX', 0));

// Firefox stops the script of a page whose process it ends: nothing can catch that, and the next listener
// is called as if nothing had been.

/** Calls the page's own listeners, as Firefox does at this event; gives what they have thrown. */
const dispatch = (() => {
  const listen = vi.spyOn(window, 'addEventListener');
  schedule('pagehide', {}, { leave() {}, cancel() {} });
  const calls = [...listen.mock.calls];
  listen.mockRestore();
  return (type: string) =>
    calls
      .filter(([of]) => of === type)
      .flatMap(([, handle]) => {
        try {
          (handle as (event: Event) => void)(new Event(type));
          return [];
        } catch (error) {
          return [`${error}`];
        }
      });
})();

const STOPPED = ['Error: stopped'];

/** Leaves in pagehide, and is stopped there in the first of two listeners; gives how often it has left. */
function leaveAndBeStopped(act: () => void): number {
  dispatch('pageshow');
  let calls = 0;
  const leave = () => {
    calls++;
    act();
    if (calls === 1) throw new Error('stopped');
  };
  schedule('pagehide', {}, { leave, cancel() {} });
  expect(dispatch('pagehide')).toEqual(STOPPED);
  return calls;
}

test('what was stopped before it was sent leaves in the next listener', () => {
  expect(leaveAndBeStopped(() => {})).toBe(2);
});

test('what was stopped when it may have been sent does not leave again', () => {
  expect(leaveAndBeStopped(() => page.onHandover())).toBe(1);
});

function hide(): void {
  vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
}

/** What tells that a page is being left. */
const exits: Readonly<Record<string, () => void>> = {
  'the pagehide of a visible page': () => void dispatch('pagehide'),
  'the pagehide of a hidden page': () => {
    hide();
    dispatch('pagehide');
  },
  'the hiding of the page': hide,
};

test.each(Object.keys(exits))(
  'a call after %s that was stopped before it was sent leaves at the next event',
  exit => {
    onTestFinished(() => {
      vi.restoreAllMocks();
      dispatch('pageshow');
    });
    dispatch('pageshow');
    exits[exit]?.();
    let calls = 0;
    const leave = () => {
      calls++;
      if (calls === 1) throw new Error('stopped');
    };
    expect(() => schedule('now', {}, { leave, cancel() {} })).toThrow('stopped');
    dispatch('visibilitychange');
    dispatch('visibilitychange');
    expect(calls).toBe(2);
  },
);

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

import type { When } from './types.ts';

/**
 * Calls `fire` once with the moment at which the trigger leaves, which is the page's exit at the
 * latest; or with nothing, when the signal takes it back before that.
 *
 * @param waits called when it begins to wait, and now and then while it does
 */
export const schedule = (
  when: When,
  signal: AbortSignal | null | undefined,
  fire: (moment?: When) => void,
  waits: () => void,
): void => {
  const { document } = globalThis;
  // A wait goes through phases: prerendered, loading, loaded. The first event ends its phase, and
  // with it all of the phase's listeners.
  const phase = new AbortController();
  let over = false;
  const first = (then: () => void) => () => {
    if (over) return;
    over = true;
    // First of all: a page that is closed has a millisecond.
    then();
    phase.abort();
  };
  const on = (type: string, then: () => void, target: EventTarget = globalThis as never) =>
    target.addEventListener(type, first(then), { capture: true, signal: phase.signal });
  const again = () => schedule(when, signal, fire, waits);
  const due = first(() => fire(when));
  const exit = () => fire('pagehide');

  if (signal?.aborted) fire();
  else if (!document || (when === 'now' && !document.prerendering)) fire(when);
  else {
    if (signal) on('abort', fire, signal);
    if (document.prerendering) on('prerenderingchange', again);
    else {
      on('pagehide', exit);
      // Firefox hides a tab that is closed before it says pagehide, while the tab has the focus still;
      // what is sent a millisecond later is lost. WebKit's minimised window has the focus, too.
      on('visibilitychange', () => {
        const closed = 'mozInnerScreenX' in globalThis && document.hasFocus();
        if (document.hidden && (when !== 'pagehide' || closed))
          fire(when === 'pagehide' ? when : 'hidden');
        else again();
      });
      const complete = document.readyState === 'complete';
      // A page that has been hidden may be on its way out, without another task.
      if (document.hidden && (when === 'hidden' || (complete && when !== 'pagehide')))
        first(() => fire('hidden'))();
      else if (complete && when === 'load') setTimeout(due);
      // Safari has no idle callback.
      else if (complete && when === 'idle')
        (globalThis.requestIdleCallback ?? setTimeout)(due, { timeout: 2000 });
      else {
        waits();
        // A data function's result may have changed.
        if (globalThis.fetchLater) setTimeout(first(again), 10_000);
        if (!complete) {
          // Until the load event, WebKit closes a tab without pagehide and visibilitychange, Chromium
          // without pagehide. After it this listener is of no use, and is gone.
          on('beforeunload', exit);
          on('load', again);
        }
      }
    }
  }
};

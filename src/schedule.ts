import type { When } from './types.ts';

/**
 * Calls `fire` once with the moment at which the trigger leaves, which is the page's exit at the
 * latest; or with nothing, when the signal takes it back before that.
 */
export const schedule = (
  when: When,
  signal: AbortSignal | null | undefined,
  fire: (moment?: When) => void,
): void => {
  const { document } = globalThis;
  // A wait goes through phases: prerendered, loading, loaded. The first event ends its phase, and
  // with it all of the phase's listeners.
  const phase = new AbortController();
  const first = (then: () => void) => () => {
    if (phase.signal.aborted) return;
    phase.abort();
    then();
  };
  const on = (type: string, then: () => void, target: EventTarget = globalThis as never) =>
    target.addEventListener(type, first(then), { capture: true, signal: phase.signal });
  const again = () => schedule(when, signal, fire);
  const due = first(() => fire(when));
  const exit = () => fire('pagehide');

  if (signal?.aborted) fire();
  else if (!document || (when === 'now' && !document.prerendering)) fire(when);
  else {
    if (signal) on('abort', fire, signal);
    if (document.prerendering) on('prerenderingchange', again);
    else {
      on('pagehide', exit);
      if (when !== 'pagehide')
        on('visibilitychange', () => (document.hidden ? fire('hidden') : again()));
      if (when === 'hidden' && document.hidden) due();
      else if (document.readyState !== 'complete') {
        // Until the load event, WebKit closes a tab without pagehide and visibilitychange, Chromium
        // without pagehide. After it this listener is of no use, and is gone.
        on('beforeunload', exit);
        on('load', again);
      } else if (when === 'load') setTimeout(due);
      // Safari has no idle callback.
      else if (when === 'idle')
        (globalThis.requestIdleCallback ?? setTimeout)(due, { timeout: 2000 });
    }
  }
};

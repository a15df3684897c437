import { exitMoment, look, watch } from './page.ts';
import type { TriggerOptions, When } from './types.ts';

/** What a trigger does when its time has come: one of the first two, once. */
export interface Plans {
  /** @param moment at which it really leaves */
  leave(moment: When): void;
  cancel(reason: unknown): void;
  /** Called where it begins to wait for its moment. */
  wait?(): void;
}

interface Waiting {
  when: When;
  leave(moment: When): void;
}

const waiting = new Set<Waiting>();

const hasLoaded = () => look('readyState') === 'complete';

/** The moment at which a trigger leaves that looks at the page now, if it does. */
const due = (when: When): When | undefined => {
  if (look('prerendering')) return undefined;
  if (when === 'now') return when;
  const exit = exitMoment();
  const isEarly = when === 'pagehide' || (when !== 'hidden' && !hasLoaded());
  return exit === 'hidden' && isEarly ? undefined : exit;
};

/** The moments after load that have a task under way: one each, however many wait. */
const coming = new Set<When>();

/** After load, what waits for it leaves in a task of its own, and for `idle` when there is time. */
const comeSoon = (when: When) => {
  if (!hasLoaded() || coming.has(when)) return;
  coming.add(when);
  const come = () => {
    coming.delete(when);
    for (const one of waiting) if (one.when === when) one.leave(when);
  };
  // Safari has no idle callback.
  if (when === 'idle' && typeof requestIdleCallback === 'function')
    requestIdleCallback(come, { timeout: 2000 });
  else setTimeout(come);
};

let watching = false;

const watchPage = () => {
  if (watching) return;
  watching = true;
  watch(event => {
    for (const { when, leave } of waiting) {
      const moment = event === 'hidden' && when !== 'pagehide' ? event : due(when);
      if (moment) leave(moment);
      else if (when === 'load' || when === 'idle') comeSoon(when);
    }
  });
};

/**
 * Lets a trigger leave at its moment, and at the page's exit at the latest; its hiding counts as an
 * exit for all but `pagehide`.
 */
export const schedule = (
  when: When,
  { signal, after }: Pick<TriggerOptions, 'signal' | 'after'>,
  plans: Plans,
): void => {
  let forget = () => {};
  const once =
    <Value>(act: (value: Value) => void) =>
    (value: Value) => {
      if (!open) return;
      open = false;
      // First of all: a page that is closed has a millisecond.
      act(value);
      waiting.delete(one);
      signal?.removeEventListener('abort', abort);
      forget();
    };
  let open = true;
  const one: Waiting = { when, leave: once(plans.leave) };
  const cancel = once(plans.cancel);
  const abort = () => cancel(signal?.reason);

  const start = () => {
    const moment = globalThis.document ? due(when) : when;
    if (moment) return one.leave(moment);
    waiting.add(one);
    if (when === 'load' || when === 'idle') comeSoon(when);
    plans.wait?.();
  };

  signal?.addEventListener('abort', abort);
  watchPage();
  if (signal?.aborted) abort();
  else if (after) {
    forget = watch(event => {
      if (event === 'exit') cancel('the page was left before `after` resolved');
    });
    Promise.resolve(after).then(() => open && start(), cancel);
  } else start();
};

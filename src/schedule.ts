import { comeSoon, exitMoment, hasLoaded, look, watch } from './page.ts';
import type { TriggerOptions, When } from './types.ts';

/** What a trigger does when its time has come: one of the first two, once. */
export interface Plans {
  /** @param moment at which it really leaves */
  leave(moment: When): void;
  cancel(reason: unknown): void;
  /** Called where it begins to wait for its moment. */
  wait?(): void;
}

/** The moment at which a trigger leaves at this event of the page, or asked for just now, if it does. */
const due = (when: When, event?: string): When | undefined => {
  if (!globalThis.document) return when;
  if (look('prerendering')) return undefined;
  if (when === 'now') return when;
  const exit = exitMoment();
  // A page that was hidden before goes on loading; its being hidden may be all that is heard of its end.
  const isOnItsWay = event === 'visibilitychange' || when === 'hidden' || hasLoaded();
  if (exit === 'pagehide' || (exit && when !== 'pagehide' && isOnItsWay)) return exit;
  return event === when ? when : undefined;
};

/**
 * Lets a trigger leave at its moment, and at the page's exit at the latest; its hiding counts as an
 * exit for all but `pagehide`.
 */
export const schedule = (
  when: When,
  { signal, after }: Pick<TriggerOptions, 'signal' | 'after'>,
  { leave, cancel, wait }: Plans,
): void => {
  const now = due(when);
  // Nothing can come between.
  if (now && !signal && !after) {
    leave(now);
    return;
  }
  let isWaiting = true;
  const once =
    <Value>(act: (value: Value) => void) =>
    (value: Value) => {
      if (!isWaiting) return;
      isWaiting = false;
      act(value);
      forget();
      signal?.removeEventListener('abort', abort);
    };
  const go = once(leave);
  const stop = once(cancel);
  const abort = () => stop(signal?.reason);
  const come = (event?: string) => {
    const moment = due(when, event);
    if (moment) go(moment);
  };
  let forget = () => {};
  const start = () => {
    forget();
    come();
    if (!isWaiting) return;
    forget = watch(({ type }) => come(type));
    if (hasLoaded() && when !== 'pagehide') comeSoon();
    wait?.();
  };

  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  else if (after) {
    forget = watch(({ type }) => {
      if (type === 'pagehide') stop('the page was left first');
    });
    Promise.resolve(after).then(start, stop);
  } else start();
};

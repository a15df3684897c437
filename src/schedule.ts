import { comeSoon, exitMoment, hasLoaded, look, page, watch } from './page.ts';
import type { TriggerOptions, When } from './types.ts';

/** What a trigger does when its time has come: one of the first two, once. */
export interface Plans {
  /** @param moment at which it really leaves */
  leave(moment: When): void;
  cancel(reason: unknown): void;
  /** Called where it begins to wait for its moment, in a page that is shown. */
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
  if (now && !signal && !after && !page.gone && !exitMoment()) {
    leave(now);
    return;
  }
  let isWaiting = true;
  const depart = () => {
    isWaiting = false;
  };
  let forget = () => {};
  const end = () => {
    depart();
    forget();
    signal?.removeEventListener('abort', abort);
  };
  let hasBegun = false;
  /** Leaves, if its moment has come at this event or where it is asked for; else it begins to wait, once. */
  const come = ({ type }: { type?: string }) => {
    if (!isWaiting) return;
    const moment = due(when, type);
    if (moment) {
      page.depart = depart;
      leave(moment);
      end();
    } else if (!hasBegun && !look('prerendering')) {
      // What is prerendered may never be shown, and Chromium sends the copies of a page that it discards.
      hasBegun = true;
      if (hasLoaded() && when !== 'pagehide') comeSoon();
      wait?.();
    }
  };
  const stop = (reason: unknown) => {
    // It may be leaving: its own data's function may abort it.
    if (!isWaiting || page.depart === depart) return;
    end();
    cancel(reason);
  };
  const abort = () => stop(signal?.reason);
  const start = () => {
    // It may have been taken back before its `after` has resolved.
    if (!isWaiting) return;
    forget();
    // Before it leaves: what Firefox stops on its way leaves at the next event.
    forget = watch(come);
    come({});
  };

  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  else if (after) {
    // From the back/forward cache the visitor may come back, and consent. What a watcher of pagehide
    // itself has called hears of it now: consent that has been given comes after that.
    if (!page.gone)
      forget = watch(event => {
        if (event.type === 'pagehide' && !event.persisted) stop('the page was left first');
      });
    Promise.resolve(after).then(start, stop);
  } else start();
};

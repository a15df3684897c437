import { exitMoment, hasLoaded, look, notifyAfterLoad, page, watch } from './page.ts';
import type { TriggerOptions, When } from './types.ts';

/** What a trigger does when its time has come. */
export interface Callbacks {
  /**
   * Called once, and again where Firefox has stopped it before the handover.
   *
   * @param moment at which it really leaves
   */
  leave(moment: When): void;
  /** Called instead, once. */
  cancel(reason: unknown): void;
  /** Called where it begins to wait for its moment, in a page that is shown. */
  wait?(): void;
}

/**
 * The moment at which it is sent, or `undefined` while it waits.
 *
 * @param event of the page; none where it is asked for by the call
 */
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
  { leave, cancel, wait }: Callbacks,
): void => {
  const now = due(when);
  // The common call: nothing can delay or cancel it, so it needs no listener.
  if (now && !signal && !after && !page.pagehide && !exitMoment()) {
    leave(now);
    return;
  }
  let isWaiting = true;
  const stopWaiting = () => {
    isWaiting = false;
  };
  let forget = () => {};
  const end = () => {
    stopWaiting();
    forget();
    signal?.removeEventListener('abort', abort);
  };
  let hasBegun = false;
  /** At an event of the page, and at the start. It begins to wait once. */
  const leaveOrWait = ({ type }: { type?: string }) => {
    if (!isWaiting) return;
    const moment = due(when, type);
    if (moment) {
      page.onHandover = stopWaiting;
      leave(moment);
      end();
    } else if (!hasBegun && !look('prerendering')) {
      // What is prerendered may never be shown, and Chromium sends the copies of a page that it discards.
      hasBegun = true;
      if (hasLoaded() && when !== 'pagehide') notifyAfterLoad();
      wait?.();
    }
  };
  const stop = (reason: unknown) => {
    // It may be leaving: its own data's function may abort it.
    if (!isWaiting || page.onHandover === stopWaiting) return;
    end();
    cancel(reason);
  };
  const abort = () => stop(signal?.reason);
  const start = () => {
    // It may have been taken back before its `after` has resolved.
    if (!isWaiting) return;
    forget();
    // Before it leaves: what Firefox stops on its way leaves at the next event.
    forget = watch(leaveOrWait);
    leaveOrWait({});
  };

  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  else if (after) {
    // From the back/forward cache the visitor may come back, and consent. What a watcher of pagehide
    // itself has called hears of it now: consent that has been given comes after that.
    if (!page.pagehide)
      forget = watch(event => {
        if (event.type === 'pagehide' && !event.persisted) stop('the page was left first');
      });
    Promise.resolve(after).then(start, stop);
  } else start();
};

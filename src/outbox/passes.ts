import { watch } from '../page.ts';
import { schedule } from '../schedule.ts';
import type { Box } from './box.ts';
import { type Page, replay } from './replay.ts';
import { LONGEST_PAUSE, pauseAfter } from './verdict.ts';

/** When what waits is tried again: one pass at a time, and the next when there may be more to do. */
export interface Passes {
  /** Resolves when one that begins now, or after the one that is under way, has ended. */
  now(): Promise<void>;
  /** Has one begin in its own task. */
  soon(): void;
  /** Has one begin after a pause, if none does before. */
  later(): void;
}

export const createPasses = (box: Box, callRoll: Page['callRoll']): Passes => {
  let passing: Promise<void> | undefined;
  let failures = 0;
  let timer: unknown;
  /** When the next pass begins. */
  let next = Infinity;

  const passIn = (ms: number) => {
    const at = Date.now() + ms;
    // What is wanted at once is not too late where the timers have stood still: asleep, or frozen.
    if (ms && at >= next) return;
    next = at;
    clearTimeout(timer as number);
    timer = setTimeout(now, Math.min(ms, LONGEST_PAUSE));
  };
  const pass = async () => {
    next = Infinity;
    clearTimeout(timer as number);
    let forget = () => {};
    const left = new Promise<true>(resolve => {
      forget = watch(({ type }) => type === 'pagehide' && resolve(true));
    });
    try {
      const { isTroubled, wait } = await replay(box, { callRoll, left });
      failures = isTroubled ? failures + 1 : 0;
      passIn(isTroubled ? Math.min(wait, pauseAfter(failures)) : wait);
    } catch {
      // Without storage nothing waits.
    }
    forget();
    passing = undefined;
  };
  const now = async () => {
    // One that is under way may have failed before this was asked for.
    await passing;
    // A prerendered page sends nothing until it is shown.
    passing ??= new Promise<void>(resolve =>
      schedule('now', {}, { leave: () => resolve(pass()), cancel: () => {} }),
    );
    await passing;
  };

  return {
    now,
    soon: () => passIn(0),
    later: () => passIn(pauseAfter(Math.max(failures, 1))),
  };
};

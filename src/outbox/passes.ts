import { watch } from '../page.ts';
import { schedule } from '../schedule.ts';
import type { Box } from './box.ts';
import { replay } from './replay.ts';
import type { CallRoll } from './rollCall.ts';

/** In ms: what the first pause is, and the longest. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 300_000;

/** When what waits is tried again: one pass at a time, and the next when there may be more to do. */
export interface Passes {
  /** Resolves when one that begins now, or after the one that is under way, has ended. */
  now(): Promise<void>;
  /** Has one begin in its own task. */
  soon(): void;
  /** Has one begin after a pause, if none does before. */
  later(): void;
}

/**
 * In ms: exponential, with jitter, so that the visitors of a server that was down do not come back at once.
 */
export const pauseAfter = (failures: number, random: number = Math.random()): number =>
  Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.5 + random / 2);

export const createPasses = (box: Box, callRoll: CallRoll): Passes => {
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
    const exit = new Promise<true>(resolve => {
      forget = watch(({ type }) => type === 'pagehide' && resolve(true));
    });
    try {
      const { isTroubled, wait } = await replay(box, callRoll, exit);
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
    return passing;
  };

  return {
    now,
    soon: () => passIn(0),
    later: () => passIn(pauseAfter(failures || 1)),
  };
};

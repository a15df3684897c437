import type { Limits } from './jobQueue.ts';

/** So many have their turn at a time; the others wait, and come in the order in which they joined. */
export interface Turns {
  /** Whether no more may wait. */
  areFull(): boolean;
  /**
   * Resolves when one's turn has come, or when it was given up before that. What it resolves with
   * passes the turn on, and is to be called once.
   */
  take(givenUp: AbortSignal | undefined): Promise<() => void>;
}

export function takeTurns({ concurrency, waiting: most }: Limits): Turns {
  // A Set keeps the order of insertion, and lets whoever leaves go without a search.
  const waiting = new Set<() => void>();
  let taken = 0;

  const pass = () => {
    const [next] = waiting;
    if (next === undefined) {
      taken -= 1;
      return;
    }
    waiting.delete(next);
    next();
  };

  return {
    areFull: () => taken >= concurrency && waiting.size >= most,
    take(givenUp) {
      if (taken < concurrency) {
        taken += 1;
        return Promise.resolve(pass);
      }
      return new Promise(resolve => {
        const come = () => resolve(pass);
        waiting.add(come);
        const giveUp = () => {
          if (waiting.delete(come)) resolve(() => {});
        };
        givenUp?.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}

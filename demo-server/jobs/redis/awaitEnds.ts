import type { QueueEvents } from 'bullmq';
import { EMPTY_END } from '../emptyEnd.ts';
import type { End } from '../script.ts';

/** The ends of jobs, whichever process ran them. */
export interface Ends {
  /** Resolves at the job's end, or with what it is settled with here. */
  of(job: string): Promise<End>;
  /** The jobs whose ends have not come. */
  awaited(): readonly string[];
  settle(job: string, end: End): void;
  settleAll(end: End): void;
}

export function awaitEnds(events: QueueEvents): Ends {
  const waiting = new Map<string, { since: number; resolve: (end: End) => void }[]>();
  const resolveAll = (job: string, endAfter: (waited: number) => End) => {
    for (const { since, resolve } of waiting.get(job) ?? []) {
      resolve(endAfter(Math.round(performance.now() - since)));
    }
    waiting.delete(job);
  };
  const settle = (job: string, end: End) => resolveAll(job, () => end);
  const leftBeforeTurn = (waited: number): End => ({
    ...EMPTY_END,
    end: 'aborted',
    connectionStatus: 1,
    waited,
  });
  // BullMQ has parsed the value, though its type says string.
  events.on('completed', ({ jobId, returnvalue }) => settle(jobId, returnvalue as unknown as End));
  events.on('failed', ({ jobId, failedReason }) => settle(jobId, readEnd(failedReason)));
  events.on('removed', ({ jobId }) => resolveAll(jobId, leftBeforeTurn));

  return {
    of: job =>
      new Promise(resolve => {
        const since = performance.now();
        const others = waiting.get(job);
        if (others) others.push({ since, resolve });
        else waiting.set(job, [{ since, resolve }]);
      }),
    awaited: () => [...waiting.keys()],
    settle,
    settleAll(end) {
      for (const job of waiting.keys()) settle(job, end);
    },
  };
}

/** A failed job has its end in its error; what is none is BullMQ's own. */
function readEnd(reason: string): End {
  try {
    return JSON.parse(reason);
  } catch {
    return { end: 'failed', error: reason, ...EMPTY_END };
  }
}

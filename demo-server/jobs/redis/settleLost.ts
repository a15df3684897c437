import { setTimeout as pause } from 'node:timers/promises';
import { EMPTY_END } from '../emptyEnd.ts';
import type { End } from '../script.ts';
import type { Ends } from './awaitEnds.ts';

/** How often is looked after the jobs, in milliseconds. */
const INTERVAL = 1500;
/** How long a call waits for the end of a job while Redis does not answer, in milliseconds. */
const PATIENCE = 5000;

interface Lookout {
  ends: Ends;
  /** The end of a job that has completed, `waiting` for one that has not, `missing` for none. */
  find(job: string): Promise<End | 'waiting' | 'missing'>;
  /** Aborts when there is nothing to look after any more. */
  stopping: AbortSignal;
}

/**
 * Settles what no event will: the jobs that Redis has lost, since it was emptied or has restarted
 * without them; those whose events were not heard; and all of them where it does not answer.
 */
export async function settleLost({ ends, find, stopping }: Lookout): Promise<void> {
  let missed = new Set<string>();
  let heard = performance.now();
  while (await passes(INTERVAL, stopping)) {
    const jobs = ends.awaited();
    try {
      const found = await Promise.all(jobs.map(async job => ({ job, state: await find(job) })));
      heard = performance.now();
      const missing = new Set<string>();
      for (const { job, state } of found) {
        if (state === 'waiting') continue;
        if (state !== 'missing') ends.settle(job, state);
        // One that failed is gone at once, and the event that says so may be on its way.
        else if (missed.has(job)) ends.settle(job, lost("The queue's Redis has lost the job"));
        else missing.add(job);
      }
      missed = missing;
    } catch {
      if (performance.now() - heard < PATIENCE) continue;
      ends.settleAll(lost("The queue's Redis does not answer"));
    }
  }
}

async function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  await pause(ms, undefined, { signal, ref: false }).catch(() => {});
  return !signal.aborted;
}

const lost = (error: string): End => ({ end: 'lost', error, ...EMPTY_END });

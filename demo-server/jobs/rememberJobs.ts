import type { Taken } from './jobQueue.ts';
import type { Call } from './parseCall.ts';
import type { End } from './script.ts';
import type { LocalJob } from './startJob.ts';

/** The jobs that a call may join, by their keys. */
export interface Jobs {
  /** Joins a job that waits, runs, or has completed and is remembered. */
  join(key: string, caller: Call): Taken | undefined;
  enter(key: string, job: LocalJob): void;
}

/** Remembers each job that is under way, and the latest that completed. One that did not leaves its key free. */
export function rememberJobs(most = 10_000): Jobs {
  const underWay = new Map<string, LocalJob>();
  const completed = new Map<string, Promise<End>>();

  return {
    join(key, caller) {
      const job = underWay.get(key);
      if (job && !job.isAbandoned()) return job.join(caller);
      const ended = completed.get(key);
      return ended && { leave() {}, ended };
    },
    enter(key, job) {
      underWay.set(key, job);
      void job.ended.then(({ end }) => {
        // Where it was abandoned, another may be in its place.
        if (underWay.get(key) === job) underWay.delete(key);
        if (end === 'completed') completed.set(key, job.ended);
        // A Map keeps the order of insertion: the first is the oldest.
        if (completed.size > most) completed.delete(completed.keys().next().value as string);
      });
    },
  };
}

import type { JobQueue, Limits } from './jobQueue.ts';
import { keyOf } from './keyOf.ts';
import { rememberJobs } from './rememberJobs.ts';
import { scripts } from './scripts.ts';
import { startJob } from './startJob.ts';
import { takeTurns } from './takeTurns.ts';

/** The queue of one process: what waits or runs ends with it. */
export function localQueue(limits: Limits, stopping: AbortSignal): JobQueue {
  const turns = takeTurns(limits);
  const jobs = rememberJobs();

  return {
    async add({ script: name, call, id }) {
      const script = scripts.get(name);
      if (script === undefined) return { refused: `No script is called '${name}'` };
      const key = id && keyOf(name, id);
      const joined = key && jobs.join(key, call);
      if (joined) return joined;
      if (turns.areFull())
        return { refused: `The queue is full: ${limits.waiting} jobs wait already` };
      const job = startJob(script, call, { turns, stopping });
      if (key) jobs.enter(key, job);
      return job.join(call);
    },
    close: async () => {},
  };
}

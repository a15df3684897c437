import type { JobQueue } from '../jobs/jobQueue.ts';
import { parseCall } from '../jobs/parseCall.ts';
import type { Way } from './way.ts';

/** A worker pool: the script waits in a queue for its turn, and nobody waits for it. */
export function pool(jobs: JobQueue): Way {
  return async ({ url, name }) => {
    const call = parseCall(Object.fromEntries(url.searchParams));
    if ('problem' in call) throw new Error(call.problem);
    const job = await jobs.add({ script: name, call });
    if ('refused' in job) throw new Error(job.refused);
    return { ended: job.ended };
  };
}

import { onTestFinished } from 'vitest';
import type { Limits } from '../../demo-server/jobs/jobQueue.ts';
import type { Script } from '../../demo-server/jobs/script.ts';
import { scripts } from '../../demo-server/jobs/scripts.ts';
import { programs } from '../../setup/programs.ts';
import { startRedis } from './startRedis.ts';
import { startServer } from './startServer.ts';

/** The queues there are, for `describe.each`; what is skipped is skipped for want of redis-server. */
export const QUEUES = [
  { queue: "the process's own queue", inRedis: false, missing: false },
  {
    queue: 'the queue in Redis (needs redis-server)',
    inRedis: true,
    missing: !programs.redis.path(),
  },
] as const;

interface Counted {
  inRedis: boolean;
  script?: Script;
  limits?: Limits;
}

/**
 * Two servers with one more script, `counted`, which says how often it was run. In Redis they share
 * a queue; without it the second is the first.
 */
export async function startCounted({ inRedis, script = async () => {}, limits }: Counted) {
  let runs = 0;
  const all = scripts as Map<string, Script>;
  all.set('counted', run => {
    runs += 1;
    return script(run);
  });
  onTestFinished(() => void all.delete('counted'));
  const redis = inRedis ? await startRedis() : undefined;
  const options = { queue: redis?.url, ...(limits && { limits }) };
  const server = await startServer(options);
  const other = inRedis ? await startServer(options) : server;
  const callAt =
    ({ url }: { url: string }) =>
    async (query: string, signal: AbortSignal | null = null) =>
      (await fetch(`${url}/scripts/counted?${query}`, { signal })).status;
  return {
    server,
    call: callAt(server),
    callOther: callAt(other),
    runs: () => runs,
    effects: async () => redis?.effects(),
  };
}

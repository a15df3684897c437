import type { JobQueue, Limits } from './jobQueue.ts';
import { localQueue } from './localQueue.ts';

export interface QueueOptions {
  /** Redis, as `redis://HOST:PORT`; without it the queue is this process's own. */
  redis?: string | undefined;
  limits: Limits;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** The queue that the server's scripts go through; rejects where its Redis cannot be reached. */
export async function openQueue({ redis, limits, stopping }: QueueOptions): Promise<JobQueue> {
  if (redis === undefined) return localQueue(limits, stopping);
  // BullMQ is loaded where it is used only.
  const { redisQueue } = await import('./redis/redisQueue.ts');
  return redisQueue(redis, limits, stopping);
}

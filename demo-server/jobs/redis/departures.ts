import type { Redis } from 'ioredis';

const CHANNEL = 'sendoff:departures';
const key = (job: string) => `sendoff:left:${job}`;
/** How long a departure is known, in seconds: longer than any job waits and runs. */
const KNOWN = 60 * 60;

/** Which clients have left: told by the process that they left to the one that runs their job. */
export interface Departures {
  tell(job: string): Promise<unknown>;
  /** A signal that aborts when the job's client has left, also when it had left before. */
  watch(job: string): Promise<AbortSignal>;
  forget(job: string): Promise<unknown>;
}

export async function watchDepartures(redis: Redis, subscriber: Redis): Promise<Departures> {
  const watched = new Map<string, AbortController>();
  subscriber.on('message', (_channel, job) => watched.get(job)?.abort());
  await subscriber.subscribe(CHANNEL);

  return {
    tell: job => redis.multi().set(key(job), '', 'EX', KNOWN).publish(CHANNEL, job).exec(),
    async watch(job) {
      const left = new AbortController();
      watched.set(job, left);
      if (await redis.exists(key(job))) left.abort();
      return left.signal;
    },
    async forget(job) {
      watched.delete(job);
      await redis.del(key(job));
    },
  };
}

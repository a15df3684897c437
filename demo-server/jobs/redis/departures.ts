import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Call } from '../parseCall.ts';
import { KEYS } from './keys.ts';

// Done again it changes nothing: it may have been done where only its answer was lost.
const LEAVE = `
  local clients, known, departures = unpack(KEYS)
  local job, caller, onDisconnect = unpack(ARGV)
  local mode = redis.call('HGET', clients, 'onDisconnect')
  if not mode then return 0 end
  -- The work is to be done for this one, though others would have it stopped.
  if mode == 'stop' and onDisconnect == 'continue' then return 0 end
  redis.call('HDEL', clients, caller)
  if redis.call('HLEN', clients) > 1 then return 0 end
  redis.call('PUBLISH', departures, job)
  if mode == 'continue' then return 0 end
  if redis.call('GET', known) == job then redis.call('DEL', known) end
  return 1`;

interface Departure {
  job: string;
  key: string;
  caller: string;
  onDisconnect: Call['onDisconnect'];
}

/** Which jobs have no client any more, whichever process these had come to. */
export interface Departures {
  /** One that nobody waits for, and that is not to be done, loses its place; one that runs is stopped. */
  leave(departure: Departure): Promise<void>;
  /** A signal that aborts when the job's clients have left, also when they had left before. */
  watch(job: string): Promise<AbortSignal>;
  forget(job: string): Promise<unknown>;
}

interface Channels {
  redis: Redis;
  subscriber: Redis;
  /** Of the patient kind: who leaves while Redis is away has left when it is back. */
  queue: Queue;
}

export async function watchDepartures({ redis, subscriber, queue }: Channels): Promise<Departures> {
  const watched = new Map<string, AbortController>();
  const check = async (job: string) => {
    // Its `onDisconnect` is all that is there.
    if ((await redis.hlen(KEYS.clients(job))) === 1) watched.get(job)?.abort();
  };
  subscriber.on('message', (_channel, job) => watched.get(job)?.abort());
  await subscriber.subscribe(KEYS.departures);
  const catchUp = async () => {
    await subscriber.subscribe(KEYS.departures);
    for (const job of watched.keys()) await check(job);
  };
  // Who left while the connection was lost was not heard of. If it is lost again, this comes again.
  subscriber.on('ready', () => void catchUp().catch(() => {}));

  return {
    async leave({ job, key, caller, onDisconnect }) {
      const keys = [KEYS.clients(job), KEYS.known(key), KEYS.departures];
      const args = [job, caller, onDisconnect];
      const isAbandoned = (await redis.eval(LEAVE, keys.length, ...keys, ...args)) === 1;
      // What runs cannot be removed: it is forgotten where it ends.
      if (isAbandoned && (await queue.remove(job)) === 1) await redis.del(KEYS.clients(job));
    },
    async watch(job) {
      const left = new AbortController();
      watched.set(job, left);
      await check(job);
      return left.signal;
    },
    async forget(job) {
      watched.delete(job);
      await redis.del(KEYS.clients(job));
    },
  };
}

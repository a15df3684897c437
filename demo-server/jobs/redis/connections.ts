import { Redis, type RedisOptions } from 'ioredis';

/** How long an impatient connection waits for an answer, in milliseconds. */
const SILENCE = 3000;

/**
 * An impatient one fails at once where Redis is away, and soon where it does not answer; what a
 * patient one is given is done when Redis is back.
 */
const TEMPERS = {
  impatient: { enableOfflineQueue: false, maxRetriesPerRequest: 0, socketTimeout: SILENCE },
  patient: { maxRetriesPerRequest: null },
} as const satisfies Record<string, RedisOptions>;

/** Connections to one Redis. */
export interface Connections {
  /** Resolves when it is connected; rejects where Redis cannot be reached. Once lost, it comes back by itself. */
  open(temper: keyof typeof TEMPERS): Promise<Redis>;
  close(): void;
}

/** That Redis is out of reach is said once, not by each connection at each attempt. */
export function connections(url: string, complain = console.error): Connections {
  const { host } = new URL(url);
  const all: Redis[] = [];
  let away = false;

  return {
    async open(temper) {
      const redis = new Redis(url, { ...TEMPERS[temper], lazyConnect: true });
      let reason = '';
      redis.on('error', (error: Error) => {
        reason = error.message;
      });
      await redis.connect().catch((error: Error) => {
        redis.disconnect();
        throw new Error(`Redis cannot be reached at ${host}: ${reason || error.message}`);
      });
      redis.on('error', (error: Error) => {
        if (!away) complain(`Redis is out of reach at ${host}: ${error.message}`);
        away = true;
      });
      redis.on('ready', () => {
        away = false;
      });
      all.push(redis);
      return redis;
    },
    close() {
      for (const redis of all) redis.disconnect();
    },
  };
}

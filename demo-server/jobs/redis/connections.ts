import { Redis } from 'ioredis';

/** Connections to one Redis. */
export interface Connections {
  /** Resolves when it is connected; rejects where Redis cannot be reached. Once lost, it comes back by itself. */
  open(options?: { enableOfflineQueue?: false; maxRetriesPerRequest?: null }): Promise<Redis>;
  close(): void;
}

/** That Redis is out of reach is said once, not by each connection at each attempt. */
export function connections(url: string, complain = console.error): Connections {
  const { host } = new URL(url);
  const all: Redis[] = [];
  let away = false;

  return {
    async open(options = {}) {
      const redis = new Redis(url, { ...options, lazyConnect: true });
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

import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { EFFECTS } from '../../demo-server/jobs/redis/recordEffect.ts';
import { child } from '../../e2e/browsers/processes/child.ts';
import { freePort } from '../../setup/freePort.ts';

/** BullMQ's lists of the jobs that wait and of those that run. */
export const WAITING = 'bull:sendoff:wait';
export const ACTIVE = 'bull:sendoff:active';

interface RedisOptions {
  port?: number;
  /** Where it keeps what it holds; without it a restart has lost all. */
  folder?: string;
}

/** A Redis of its own for the test, and its effects so far. */
export async function startRedis({ port: given, folder }: RedisOptions = {}) {
  const port = given ?? (await freePort());
  const kept = folder ? ['--appendonly', 'yes', '--dir', folder] : ['--appendonly', 'no'];
  const quiet = ['--save', '', '--loglevel', 'warning', ...kept];
  const redis = child('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', ...quiet]);
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => {});
  onTestFinished(async () => {
    client.disconnect();
    await redis.end();
  });
  await client.ping();
  return {
    url,
    port,
    client,
    process: redis.process,
    end: redis.end,
    effects: () => client.lrange(EFFECTS, 0, -1),
  };
}

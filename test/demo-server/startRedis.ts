import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { EFFECTS } from '../../demo-server/jobs/redis/recordEffect.ts';
import { child } from '../../e2e/browsers/processes/child.ts';
import { freePort } from '../../setup/freePort.ts';

/** A Redis of its own for the test, which keeps nothing on disk, and its effects so far. */
export async function startRedis(at?: number) {
  const port = at ?? (await freePort());
  const quiet = ['--save', '', '--appendonly', 'no', '--loglevel', 'warning'];
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
    client,
    process: redis.process,
    end: redis.end,
    effects: () => client.lrange(EFFECTS, 0, -1),
  };
}

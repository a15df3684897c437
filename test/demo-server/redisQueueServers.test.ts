import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../demo-server/jobs/script.ts';
import { programs } from '../../setup/programs.ts';
import { newFolder } from '../newFolder.ts';
import { startCommand } from './startCommand.ts';
import { QUEUES, startCounted } from './startCounted.ts';
import { ACTIVE, startRedis, WAITING } from './startRedis.ts';
import { startServer } from './startServer.ts';

describe.skipIf(!programs.redis.path())('needs redis-server', () => {
  test('of two calls with one id that come to two servers at once one is run', async () => {
    const { call, callOther, runs, effects } = await startCounted({ inRedis: true });
    const ids = Array.from({ length: 200 }, (_, n) => `id=p.${n}`);
    const statuses = await Promise.all(ids.flatMap(id => [call(id), callOther(id)]));
    expect(new Set(statuses)).toEqual(new Set([204]));
    expect(await effects()).toHaveLength(ids.length);
    // A job starts over whose server is too busy to keep its lock: that has no second effect.
    expect(runs() / ids.length).toBeLessThan(1.5);
  });

  test('a call that comes while its job fails gets that end, or its own job', async () => {
    const script = async ({ query }: Run) => {
      if (query.attempt === '1') throw new Error('not now');
    };
    const { call, callOther } = await startCounted({ inRedis: true, script });
    const statuses = new Set<number>();
    for (let round = 0; round < 20; round += 1) {
      const calls = Array.from({ length: 40 }, async (_, n) => {
        const id = `id=${round}.${n}`;
        const first = call(`${id}&attempt=1`);
        await pause(n);
        const others = [1, 2, 3].map(() => callOther(`${id}&attempt=2`));
        for (const status of await Promise.all([first, ...others])) statuses.add(status);
      });
      await Promise.all(calls);
    }
    expect([...statuses].sort()).toEqual([204, 500]);
  });

  test('an id of whatever letters and length has its effect once', async () => {
    const { url, effects } = await startRedis();
    const server = await startServer({ queue: url });
    const ids = [
      '*',
      ':',
      's',
      'effects',
      'a:b',
      'a*',
      'a\nb',
      'a\r\nDEL x',
      '\0',
      '__proto__',
      '雪 é',
    ];
    ids.push('0', '1', '-1', 'sendoff:places', WAITING, '"', "']) --", 'x'.repeat(8000));
    for (const id of [...ids, ...ids]) {
      const query = new URLSearchParams({ id });
      expect((await fetch(`${server.url}/scripts/slow?${query}`)).status).toBe(204);
    }
    expect(await effects()).toEqual(ids);
  });

  test('two scripts that are called with one id have an effect each', async () => {
    const { server, call, effects } = await startCounted({ inRedis: true });
    expect(await call('id=a')).toBe(204);
    expect((await fetch(`${server.url}/scripts/slow?id=a`)).status).toBe(204);
    expect(await effects()).toEqual(['a', 'a']);
  });

  test('a server that hangs loses its job to another; back again, it does no harm', async () => {
    const { url, client, effects } = await startRedis();
    const hung = await startOn(url);
    const answer = fetch(`${hung.url}/scripts/slow?ms=2000&id=a`);
    await expect.poll(() => client.llen(ACTIVE)).toBe(1);
    const other = await startServer({ queue: url });
    hung.child.kill('SIGSTOP');
    await expect.poll(effects).toEqual(['a']);
    hung.child.kill('SIGCONT');
    expect((await answer).status).toBe(204);
    // What it does still is over when it has taken another job, and ended it.
    expect((await fetch(`${hung.url}/scripts/slow?id=marker`)).status).toBe(204);
    expect(await effects()).toEqual(['a', 'marker']);
    await other.stillServes();
  });

  test('through a restart of a Redis that keeps its data no call that was answered is lost', async () => {
    const folder = await newFolder();
    const first = await startRedis({ folder });
    const servers = [
      await startServer({ queue: first.url }),
      await startServer({ queue: first.url }),
    ];
    const answered = new Set<string>();
    const call = async (n: number) => {
      const id = `p.${n}`;
      const respond = n % 2 === 0 ? 'early' : 'late';
      const { url } = servers[n % 2] as (typeof servers)[0];
      const { status } = await fetch(`${url}/scripts/slow?ms=100&id=${id}&respond=${respond}`);
      expect([204, 503]).toContain(status);
      if (status === 204) answered.add(id);
    };
    const before = Array.from({ length: 300 }, (_, n) => call(n));
    await expect.poll(() => answered.size).toBeGreaterThan(20);
    await first.end();
    const meanwhile = Array.from({ length: 50 }, (_, n) => call(300 + n));
    const { effects } = await startRedis({ port: first.port, folder });
    await Promise.all([...before, ...meanwhile]);
    await expect
      .poll(async () => {
        const done = new Set(await effects());
        return [...answered].filter(id => !done.has(id));
      })
      .toEqual([]);
    const done = await effects();
    expect(new Set(done).size).toBe(done.length);
    for (const server of servers) await server.stillServes();
  });

  test('a client that leaves while Redis does not answer has left when Redis is back', async () => {
    const { url, client, process: redis } = await startRedis();
    const server = await startServer({ queue: url, limits: { concurrency: 1, waiting: 9 } });
    const leave = new AbortController();
    const path = `${server.url}/scripts/slow?ms=60000&onDisconnect=stop`;
    const left = [1, 2, 3].map(() => fetch(path, { signal: leave.signal }).catch(() => 'left'));
    await expect.poll(() => client.llen(WAITING)).toBe(2);
    redis.kill('SIGSTOP');
    // Its connection has been given up when a call is refused.
    expect((await fetch(path)).status).toBe(503);
    leave.abort();
    expect(await Promise.all(left)).toEqual(['left', 'left', 'left']);
    redis.kill('SIGCONT');
    await expect.poll(() => client.llen(WAITING)).toBe(0);
    await expect.poll(() => client.llen(ACTIVE)).toBe(0);
  });

  test('who has been told that Redis does not answer has left when Redis is back', async () => {
    const { url, client, process: redis } = await startRedis();
    const server = await startServer({ queue: url, limits: { concurrency: 1, waiting: 9 } });
    const path = `${server.url}/scripts/slow?ms=60000&onDisconnect=stop`;
    const told = [1, 2, 3].map(async () => (await fetch(path)).status);
    await expect.poll(() => client.llen(WAITING)).toBe(2);
    redis.kill('SIGSTOP');
    expect(await Promise.all(told)).toEqual([503, 503, 503]);
    redis.kill('SIGCONT');
    await expect.poll(() => client.llen(WAITING)).toBe(0);
    await expect.poll(() => client.llen(ACTIVE)).toBe(0);
  });

  test('a client that leaves while Redis restarts has left when Redis is back', async () => {
    const folder = await newFolder();
    const first = await startRedis({ folder });
    const server = await startServer({ queue: first.url, limits: { concurrency: 1, waiting: 9 } });
    const leave = new AbortController();
    const path = `${server.url}/scripts/slow?ms=60000&onDisconnect=stop`;
    const left = [1, 2, 3].map(() => fetch(path, { signal: leave.signal }).catch(() => 'left'));
    await expect.poll(() => first.client.llen(WAITING)).toBe(2);
    await first.end();
    leave.abort();
    expect(await Promise.all(left)).toEqual(['left', 'left', 'left']);
    const { client } = await startRedis({ port: first.port, folder });
    await expect.poll(() => client.llen(WAITING)).toBe(0);
    await expect.poll(() => client.llen(ACTIVE)).toBe(0);
    expect(await client.keys('sendoff:clients:*')).toEqual([]);
  });
});

describe.each(QUEUES)('$queue', ({ inRedis, missing }) => {
  test.skipIf(missing)(
    'a server that is told to end answers a thousand calls that wait',
    async () => {
      const redis = inRedis ? await startRedis() : undefined;
      const server = await startOn(redis?.url);
      const statuses: number[] = [];
      const calls = Array.from({ length: 1000 }, async (_, n) => {
        statuses.push((await fetch(`${server.url}/scripts/slow?ms=60000&id=${n}`)).status);
      });
      const received = async () =>
        (await server.entries()).filter(({ event }) => event === 'received').length;
      await expect.poll(received).toBe(1000);
      server.child.kill('SIGTERM');
      expect(await server.exit).toBe(0);
      await Promise.all(calls);
      expect(statuses).toEqual(Array(1000).fill(503));
      expect(server.errors()).toBe('');
      // In Redis all are there for another server.
      if (redis) expect(await redis.client.llen(WAITING)).toBe(1000);
    },
  );
});

async function startOn(queue: string | undefined) {
  const where = queue === undefined ? [] : ['--queue', queue];
  const server = await startCommand('--port', '0', '--grace', '0', ...where);
  return { ...server, url: await server.listening() };
}

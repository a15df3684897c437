import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keyOf } from '../../demo-server/jobs/keyOf.ts';
import { type Call, parseCall } from '../../demo-server/jobs/parseCall.ts';
import { openAdmission } from '../../demo-server/jobs/redis/admission.ts';
import { KEYS } from '../../demo-server/jobs/redis/keys.ts';
import { recordEffect } from '../../demo-server/jobs/redis/recordEffect.ts';
import { redisQueue } from '../../demo-server/jobs/redis/redisQueue.ts';
import type { JobData } from '../../demo-server/jobs/redis/work.ts';
import type { End } from '../../demo-server/jobs/script.ts';
import { freePort } from '../../setup/freePort.ts';
import { programs } from '../../setup/programs.ts';
import { startCommand } from './startCommand.ts';
import { ACTIVE, startRedis, WAITING } from './startRedis.ts';
import { startServer } from './startServer.ts';

const program = programs.redis.path();

describe.skipIf(!program)('a queue in Redis (needs redis-server)', () => {
  test('each of 1,000 triggers has its effect once, though some come twice and a server is killed', async () => {
    const { url, effects } = await startRedis();
    const servers = await Promise.all([startOn(url), startOn(url)]);
    const [killed, other] = servers;
    const ids = Array.from({ length: 1000 }, (_, n) => `p${n % 7}.${n + 1}`);
    const calls = [...ids, ...ids.filter((_, n) => n % 10 === 0)];
    // What comes twice comes to both, and while the first is at work or long after it.
    calls.sort((a, b) => (a < b ? -1 : 1));

    let answered = 0;
    const answers = calls.map((id, n) => async () => {
      // More long ones than a single server runs: each is at work on some when one is killed.
      const ms = n >= 480 && n < 540 ? 2000 : 20;
      const query = `ms=${ms}&respond=early&sendoff=${id}.fetch.now`;
      const call = ({ url: to }: { url: string }) =>
        fetch(`${to}/scripts/slow?${query}`, { method: 'POST' }).catch(() => undefined);
      // Who gets no answer asks again, elsewhere, as an outbox does.
      const answer = (await call(servers[n % 2] as typeof other)) ?? (await call(other));
      expect(answer?.status).toBe(204);
      answered += 1;
      if (answered === calls.length / 2) killed.child.kill('SIGKILL');
    });
    await inTurns(answers, 40);
    await killed.exit;
    await expect.poll(async () => (await effects()).length).toBe(1000);
    // Nothing more comes of the jobs that were started over: a later one has had its turn.
    await fetch(`${other.url}/scripts/slow?id=marker`);
    const done = await effects();
    expect(done.at(-1)).toBe('marker');
    expect(done.slice(0, -1).sort()).toEqual([...ids].sort());
    expect(await startedOver(url)).toBeGreaterThan(0);
  });

  test('a job that is run again and again has its effect once', async () => {
    const { client, effects } = await startRedis();
    const script = 'slow';
    await Promise.all(['a', 'b', 'a', 'a'].map(id => recordEffect(client, { script, id })));
    await recordEffect(client, { script, id: 'b' });
    expect(await effects()).toEqual(['a', 'b']);
  });

  test('a job survives the end of its server, and ends when that is back', async () => {
    const { url, effects } = await startRedis();
    const first = await startOn(url);
    await fetch(`${first.url}/scripts/slow?ms=1500&respond=early&id=survivor`);
    const held = fetch(`${first.url}/scripts/slow?ms=1500&id=held`);
    await expect.poll(first.output).toContain('held');
    first.child.kill('SIGTERM');
    expect((await held).status).toBe(503);
    expect(await first.exit).toBe(0);
    expect(await effects()).toEqual([]);

    await startOn(url);
    await expect.poll(effects).toHaveLength(2);
    expect((await effects()).sort()).toEqual(['held', 'survivor']);
  });

  test('a script that was stopped has no effect, and the same id may try again', async () => {
    const { url, effects } = await startRedis();
    const server = await startServer({ queue: url });
    const leave = new AbortController();
    const path = `${server.url}/scripts/slow?onDisconnect=stop&id=7`;
    const left = fetch(`${path}&ms=60000`, { signal: leave.signal });
    await expect.poll(server.entries).toHaveLength(1);
    leave.abort();
    await expect(left).rejects.toThrow();
    await expect.poll(server.entries).toHaveLength(3);
    expect((await server.entries()).at(-1)).toMatchObject({ end: 'aborted', connectionStatus: 1 });
    expect(await effects()).toEqual([]);

    expect((await fetch(`${path}&ms=0`)).status).toBe(204);
    expect((await fetch(`${path}&ms=0`)).status).toBe(204);
    expect((await fetch(`${server.url}/scripts/broken?id=8`)).status).toBe(500);
    expect(await effects()).toEqual(['7']);
  });

  test('calls beyond the bound are turned away', async () => {
    const { url } = await startRedis();
    const server = await startServer({ queue: url, limits: { concurrency: 1, waiting: 2 } });
    const path = `${server.url}/scripts/slow?ms=60000&respond=early`;
    for (let count = 0; count < 3; count += 1) expect((await fetch(path)).status).toBe(204);
    const answer = await fetch(path);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.text()).toBe('The queue is full: 2 jobs wait already.\n');
  });

  test('of 2,500 calls at once to two servers no more wait than may', async () => {
    const { url, client } = await startRedis();
    const stopping = new AbortController();
    const limits = { concurrency: 1, waiting: 1000 };
    const open = () => redisQueue(url, limits, stopping.signal);
    const queues = await Promise.all([open(), open()]);
    onTestFinished(async () => {
      stopping.abort();
      await Promise.all(queues.map(queue => queue.close()));
    });
    const call = parseCall({ ms: '60000' }) as Call;
    const calls = Array.from({ length: 2500 }, (_, n) =>
      queues[n % 2]?.add({ script: 'slow', call, id: `${n}` }),
    );
    const answers = await Promise.all(calls);
    const taken = answers.filter(answer => answer && 'ended' in answer).length;
    const counts = await client.multi().llen(WAITING).llen(ACTIVE).exec();
    const [waiting = 0, working = 0] = counts?.map(([, count]) => count as number) ?? [];
    expect(waiting).toBeLessThanOrEqual(1000);
    expect(taken).toBe(waiting + working);
    // A job that comes into its place may count twice for a moment.
    expect(taken).toBeGreaterThan(900);
    expect(await client.zcard(KEYS.places)).toBe(0);
  });

  test('the place of a call whose server has died is free again within seconds', async () => {
    const { url, client } = await startRedis();
    const server = await startServer({ queue: url, limits: { concurrency: 1, waiting: 1 } });
    await dieHalfway(url, client, 'lost');
    const path = `${server.url}/scripts/slow?ms=0&id=new`;
    expect((await fetch(path)).status).toBe(503);
    await expect.poll(async () => (await fetch(path)).status).toBe(204);
  });

  test('a call that joins one whose server has died puts the job into the queue', async () => {
    const { url, client, effects } = await startRedis();
    const server = await startServer({ queue: url });
    await dieHalfway(url, client, 'half');
    expect((await fetch(`${server.url}/scripts/slow?ms=0&id=half`)).status).toBe(204);
    expect(await effects()).toEqual(['half']);
  });

  test('while Redis is away calls are refused at once, and the server goes on', async () => {
    const { url, end } = await startRedis();
    const server = await startOn(url);
    await end();
    const answer = await fetch(`${server.url}/scripts/slow`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe("The queue's Redis cannot be reached.\n");
    expect((await fetch(`${server.url}/collect`)).status).toBe(204);
    await expect.poll(server.errors).toMatch(/^Redis is out of reach at 127.0.0.1:\d+: .*\n$/);
  });

  test('a client that left before its job was in the queue is not waited for at the end', async () => {
    const { url, process: redis } = await startRedis();
    const grace = 8000;
    const server = await startServer({ queue: url, grace });
    redis.kill('SIGSTOP');
    const leave = new AbortController();
    const { signal } = leave;
    const left = fetch(`${server.url}/scripts/slow`, { signal });
    await server.stillServes();
    leave.abort();
    await expect(left).rejects.toThrow();
    await server.stillServes();
    redis.kill('SIGCONT');
    await expect
      .poll(server.entries)
      .toContainEqual(expect.objectContaining({ event: 'finished', client: 'gone' }));
    const told = performance.now();
    await server.app.close();
    expect((performance.now() - told) / grace).toBeLessThan(0.5);
  });

  test('a server whose Redis is gone ends soon, and says what it could not hand back', async () => {
    const { url, end } = await startRedis();
    const server = await startOn(url);
    for (const id of ['a', 'b']) await fetch(`${server.url}/scripts/slow?id=${id}&${LONG}`);
    await fetch(`${server.url}${LATER}`);
    await end();
    await expect.poll(server.errors).toContain('out of reach');
    await endsSoon(server);
    expect(server.errors()).toContain('\n2 jobs could not be handed back: Redis does not answer');
  });

  test('a server whose Redis has stopped answering ends soon; when Redis goes on, the job starts over', async () => {
    const { url, process: redis, effects } = await startRedis();
    const server = await startOn(url);
    await fetch(`${server.url}/scripts/slow?id=held&${LONG}`);
    await fetch(`${server.url}${LATER}`);
    redis.kill('SIGSTOP');
    await endsSoon(server);
    expect(server.errors()).toMatch(
      /^1 job could not be handed back: Redis does not answer at 127.0.0.1:\d+\n$/,
    );
    redis.kill('SIGCONT');
    await startOn(url);
    await expect.poll(effects).toEqual(['later', 'held']);
  });

  test('a Redis that is not there at the start is explained in one line', async () => {
    const port = await freePort();
    const server = await startCommand('--port', '0', '--queue', `redis://127.0.0.1:${port}`);
    expect(await server.exit).toBe(1);
    expect(server.errors()).toMatch(
      /^Redis cannot be reached at 127.0.0.1:\d+: .*ECONNREFUSED.*\n$/,
    );
  });
});

/** A server that dies when a call has its place in the queue, and its job is not there yet. */
async function dieHalfway(url: string, redis: Redis, id: string): Promise<void> {
  const queue = new Queue<JobData, End>('sendoff', { connection: { url } });
  const call = parseCall({ ms: '0' }) as Call;
  const data = { script: 'slow', call, id };
  await openAdmission({ redis, queue, waiting: 1 }).admit({
    key: keyOf('slow', id),
    caller: 'dead',
    data,
  });
  await queue.close();
}

/** BullMQ's lists of the jobs that wait, and that are at work. */ /** A script that is at work still when its server is told to end. */
const LONG = 'ms=3000&respond=early';
/** Jobs are taken in turn: when this one has ended, the server has those that came before it. */
const LATER = '/scripts/slow?ms=0&id=later';

/** Without a bound of its own, BullMQ would take 11 s where Redis is gone, and for ever where it hangs. */
async function endsSoon({ child, exit }: Awaited<ReturnType<typeof startCommand>>): Promise<void> {
  child.kill('SIGTERM');
  await expect.poll(() => child.exitCode, { timeout: 10_000 }).toBe(0);
  // Its last words may come after its end.
  await exit;
}

async function startOn(queue: string) {
  const server = await startCommand('--port', '0', '--grace', '0', '--queue', queue);
  return { ...server, url: await server.listening() };
}

/** Does all of it, so many at a time. */
async function inTurns(tasks: (() => Promise<void>)[], lanes: number): Promise<void> {
  const rest = tasks.values();
  const lane = async () => {
    for (const task of rest) await task();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** How many jobs were begun a second time, since the process that had begun them was gone. */
async function startedOver(url: string): Promise<number> {
  const queue = new Queue('sendoff', { connection: { url } });
  const jobs = await queue.getJobs(['completed']);
  await queue.close();
  return jobs.filter(({ attemptsStarted }) => attemptsStarted > 1).length;
}

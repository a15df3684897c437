import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { describe, expect, test } from 'vitest';
import { programs } from '../../setup/programs.ts';
import { ACTIVE, startRedis, WAITING } from './startRedis.ts';
import { startServer, type TestServer } from './startServer.ts';

const LIMITS = { concurrency: 1, waiting: 9 };
const LOST = "It is not known what became of the script: The queue's Redis";

describe.skipIf(!programs.redis.path())('needs redis-server', () => {
  /** A server with a script that works for a minute, and calls that wait for theirs. */
  async function startWaiting() {
    const redis = await startRedis();
    const server = await startServer({ queue: redis.url, limits: LIMITS });
    const calls = ['id=a', 'id=b', 'sendoff=p.1.img.now'].map(query => call(server, query));
    await expect.poll(server.entries).toHaveLength(calls.length);
    return { ...redis, server, calls };
  }

  async function expectAll(calls: Promise<Answer>[], text: string) {
    const start = performance.now();
    for (const answer of await Promise.all(calls)) expect(answer).toEqual({ status: 503, text });
    expect(performance.now() - start).toBeLessThan(30_000);
  }

  test('calls whose jobs are lost with all that Redis held are answered 503, and logged lost', async () => {
    const { server, calls, client, url } = await startWaiting();
    await client.flushall();
    await expectAll(calls, `${LOST} has lost the job.\n`);
    const ends = (await server.entries()).filter(({ event }) => event === 'finished');
    expect(ends).toHaveLength(3);
    for (const end of ends) {
      expect(end).toMatchObject({
        end: 'lost',
        status: 503,
        error: "The queue's Redis has lost the job",
        client: 'there',
      });
    }
    expect(server.printed.at(-1)).toContain('lost after');
    // The queue goes on, and the ids are free. The first has a script at work that nobody waits for any more.
    const other = await startServer({ queue: url });
    expect((await call(other, 'id=b', 0)).status).toBe(204);
    await server.stillServes();
  });

  test('a call whose job is taken out of the queue is not answered with success', async () => {
    const { url, client } = await startRedis();
    const server = await startServer({ queue: url, limits: LIMITS });
    void call(server, 'id=a');
    await expect.poll(() => client.llen(ACTIVE)).toBe(1);
    const waits = call(server, 'id=b');
    await expect.poll(() => client.llen(WAITING)).toBe(1);
    const queue = new Queue('sendoff', { connection: { url } });
    await queue.remove((await client.lindex(WAITING, 0)) as string);
    await queue.close();
    expect(await waits).toEqual({ status: 503, text: 'The script was stopped before its end.\n' });
    const ends = (await server.entries()).filter(({ event }) => event === 'finished');
    expect(ends).toMatchObject([{ end: 'aborted', status: 503 }]);
  });

  test('calls whose jobs are lost with a restart of Redis are answered 503, and the queue goes on', async () => {
    const { server, calls, end, url, port } = await startWaiting();
    await end();
    await startRedis({ port });
    await expectAll(calls, `${LOST} has lost the job.\n`);
    const other = await startServer({ queue: url });
    expect((await call(other, 'id=b', 0)).status).toBe(204);
    await server.stillServes();
  });

  test('while Redis is gone, calls that wait are answered 503 within seconds', async () => {
    const { server, calls, end } = await startWaiting();
    await end();
    await expectAll(calls, `${LOST} does not answer.\n`);
    await server.stillServes();
  });

  test('while Redis does not answer, calls that come and calls that wait are answered 503 within seconds', async () => {
    const { server, calls, process: redis, url } = await startWaiting();
    redis.kill('SIGSTOP');
    const start = performance.now();
    const reason = "The queue's Redis cannot be reached.\n";
    expect(await call(server, 'id=new', 0)).toEqual({ status: 503, text: reason });
    const again = performance.now();
    expect(again - start).toBeLessThan(30_000);
    // It is known now, and nobody waits for it a second time.
    expect((await call(server, 'id=new', 0)).status).toBe(503);
    expect((performance.now() - again) / (again - start)).toBeLessThan(0.5);
    await expectAll(calls, `${LOST} does not answer.\n`);
    await server.stillServes();

    redis.kill('SIGCONT');
    const other = await startServer({ queue: url });
    await expect.poll(() => call(server, 'respond=early')).toMatchObject({ status: 204 });
    expect((await call(other, 'id=new', 0)).status).toBe(204);
  });

  test('a Redis that pauses for a second costs no call its answer', async () => {
    const { url, process: redis } = await startRedis();
    const server = await startServer({ queue: url, limits: LIMITS });
    const calls = ['id=a', 'id=b'].map(query => call(server, query, 500));
    await expect.poll(server.entries).toHaveLength(2);
    redis.kill('SIGSTOP');
    const late = call(server, 'id=c', 0);
    await pause(1000);
    redis.kill('SIGCONT');
    for (const answer of [...calls, late]) expect(await answer).toMatchObject({ status: 204 });
  });

  test('a call that is not in the queue yet when the server gets SIGTERM is run and answered', async () => {
    const { url, process: redis } = await startRedis();
    const server = await startServer({ queue: url, grace: 8000 });
    redis.kill('SIGSTOP');
    const answer = call(server, 'id=a', 0);
    await server.stillServes();
    const closed = server.app.close();
    await expect.poll(() => fetch(`${server.url}/collect`).then(({ status }) => status)).toBe(503);
    redis.kill('SIGCONT');
    expect(await answer).toEqual({ status: 204, text: '' });
    await closed;
  });

  test('a Redis that does not answer at the start is explained in one line', async () => {
    const { url, process: redis } = await startRedis();
    redis.kill('SIGSTOP');
    await expect(startServer({ queue: url })).rejects.toThrow(
      /^Redis cannot be reached at 127.0.0.1:\d+: /,
    );
    redis.kill('SIGCONT');
  });
});

interface Answer {
  status: number;
  text: string;
}

async function call({ url }: TestServer, query: string, ms = 60_000): Promise<Answer> {
  const answer = await fetch(`${url}/scripts/slow?ms=${ms}&${query}`);
  return { status: answer.status, text: await answer.text() };
}

import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../demo-server/jobs/script.ts';
import { QUEUES, startCounted } from './startCounted.ts';
import { startRedis, WAITING } from './startRedis.ts';
import { startServer } from './startServer.ts';

const LIMITS = { concurrency: 1, waiting: 3 };

describe.each(QUEUES)('$queue', ({ inRedis, missing }) => {
  /** Each run lasts until it is ended, or stopped. */
  async function start() {
    const ends: (() => void)[] = [];
    const script = ({ signal }: Run) =>
      new Promise<void>((resolve, reject) => {
        ends.push(resolve);
        signal.addEventListener('abort', reject);
      });
    // In Redis each of the two servers runs one.
    const all = await startCounted({ inRedis, script, limits: LIMITS });
    const atATime = inRedis ? 2 : 1;
    const occupied: Promise<number>[] = [];
    for (let count = 1; count <= atATime; count += 1) {
      occupied.push(all.call(''));
      await expect.poll(all.runs).toBe(count);
    }
    const entries = all.server.entries;
    const received = async () =>
      (await entries()).filter(({ event }) => event === 'received').length;
    const ended = async (end: string) =>
      (await entries()).filter(entry => entry.event === 'finished' && entry.end === end).length;

    /** A client that has its place in the queue, and leaves it when told. */
    async function wait(query: string, call = all.call) {
      const before = await received();
      const leave = new AbortController();
      const left = call(query, leave.signal).catch(() => 'left');
      if (call === all.call) await expect.poll(received).toBe(before + 1);
      return async () => {
        leave.abort();
        expect(await left).toBe('left');
      };
    }

    return { ...all, atATime, occupied, ends, received, ended, wait };
  }

  test.skipIf(missing)(
    'a call whose first client left before its turn is run, and its answer is true',
    async () => {
      const { call, callOther, wait, ended, ends, runs, atATime } = await start();
      const leave = await wait('id=a&onDisconnect=stop');
      await leave();
      await expect.poll(() => ended('aborted')).toBe(1);
      const retries = [call('id=a&onDisconnect=stop'), callOther('id=a&onDisconnect=stop')];
      ends[0]?.();
      await expect.poll(runs).toBe(atATime + 1);
      ends[atATime]?.();
      expect(await Promise.all(retries)).toEqual([204, 204]);
      expect(runs()).toBe(atATime + 1);
    },
  );

  test.skipIf(missing)(
    'a call does not join a job that is being stopped since its client left',
    async () => {
      let stopped = () => {};
      const started: string[] = [];
      // A script that takes its time to stop.
      const script = ({ query, signal }: Run) => {
        started.push(String(query.n));
        if (query.n !== '1') return Promise.resolve();
        return new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => {
            stopped = reject;
          });
        });
      };
      const { server, call, callOther } = await startCounted({ inRedis, script });
      const leave = new AbortController();
      const left = call('n=1&id=a&onDisconnect=stop', leave.signal).catch(() => 'left');
      await expect.poll(() => started).toEqual(['1']);
      leave.abort();
      expect(await left).toBe('left');
      const noBody = stopped;
      await expect.poll(() => stopped).not.toBe(noBody);
      expect(await callOther('n=2&id=a')).toBe(204);
      expect(started).toEqual(['1', '2']);
      stopped();
      await expect
        .poll(server.entries)
        .toContainEqual(expect.objectContaining({ event: 'finished', end: 'aborted' }));
      // The end of the first has left the second's alone.
      expect(await call('n=3&id=a')).toBe(204);
      expect(started).toEqual(['1', '2']);
    },
  );

  test.skipIf(missing)('a job goes on for the client that joined it and stays', async () => {
    const { call, callOther, wait, ends, runs, server, atATime, received } = await start();
    const leave = await wait('id=a&onDisconnect=stop');
    const stays = [callOther('id=a&onDisconnect=stop'), call('id=a&onDisconnect=stop')];
    await expect.poll(received).toBe(inRedis ? atATime + 2 : 4);
    await leave();
    await expect.poll(server.entries).toContainEqual(expect.objectContaining({ event: 'gone' }));
    ends[0]?.();
    await expect.poll(runs).toBe(atATime + 1);
    ends[atATime]?.();
    expect(await Promise.all(stays)).toEqual([204, 204]);
  });

  test.skipIf(missing)(
    'a job is done for a client that joined it and lets it continue, though all have left',
    async () => {
      const { wait, ends, runs, ended, atATime } = await start();
      const leave = await wait('id=a&onDisconnect=stop');
      const leaveAsWell = await wait('id=a&onDisconnect=continue');
      await leave();
      await leaveAsWell();
      ends[0]?.();
      await expect.poll(runs).toBe(atATime + 1);
      ends[atATime]?.();
      await expect.poll(() => ended('completed')).toBe(3);
    },
  );

  test.skipIf(missing)(
    'a client that has left gives up its place in the queue at once',
    async () => {
      const { call, wait, ended, received, atATime, ends, runs } = await start();
      const leaves = [];
      for (let count = 0; count < LIMITS.waiting; count += 1) {
        leaves.push(await wait(`id=${count}&onDisconnect=stop`));
      }
      expect(await call('')).toBe(503);
      for (const leave of leaves) await leave();
      // The log has their end before anything that runs has ended.
      await expect.poll(() => ended('aborted')).toBe(LIMITS.waiting);
      const next = [1, 2, 3].map(() => call('respond=early'));
      expect(await Promise.all(next)).toEqual([204, 204, 204]);
      expect(await received()).toBe(atATime + 6);
      ends[0]?.();
      await expect.poll(runs).toBe(atATime + 1);
    },
  );

  test.skipIf(missing)(
    'a client that has left keeps its place where its work is to go on',
    async () => {
      const { call, wait, ends, runs, ended, atATime, occupied } = await start();
      const leaves = [];
      for (let count = 0; count < LIMITS.waiting; count += 1)
        leaves.push(await wait(`id=${count}`));
      for (const leave of leaves) await leave();
      expect(await call('')).toBe(503);
      for (let done = 0; done < LIMITS.waiting + atATime; done += 1) {
        await expect.poll(runs).toBeGreaterThan(done);
        ends[done]?.();
      }
      expect(new Set(await Promise.all(occupied))).toEqual(new Set([204]));
      await expect.poll(() => ended('completed')).toBe(LIMITS.waiting + atATime);
    },
  );
});

describe.each(QUEUES)('$queue', ({ inRedis, missing }) => {
  test.skipIf(missing)(
    'whoever leaves, runs out of time or comes twice, each call has one end and its answer is true',
    async () => {
      const redis = inRedis ? await startRedis() : undefined;
      const limits = { concurrency: 8, waiting: 100 };
      const server = await startServer({ queue: redis?.url, limits });
      const answers = new Map<string, number>();
      const call = async (n: number) => {
        const leave = new AbortController();
        // Six attempts with each id, one soon after the other; most are given up soon.
        const [trigger, attempt] = [n % 50, Math.floor(n / 50)];
        const id = `id=${trigger}&n=${n}`;
        const ms = `ms=${(trigger * 7) % 90}&timeLimit=${['0', '0.03', '0.06'][trigger % 3]}`;
        const way = `onDisconnect=${trigger % 7 === attempt ? 'continue' : 'stop'}`;
        await pause(trigger * 8 + attempt * 15);
        if ((trigger + attempt) % 4 > 0) setTimeout(() => leave.abort(), (n * 13) % 60);
        const url = `${server.url}/scripts/slow?${id}&${ms}&${way}`;
        const answer = await fetch(url, { signal: leave.signal }).catch(() => undefined);
        if (answer) answers.set(String(n), answer.status);
      };
      await Promise.all(Array.from({ length: 300 }, (_, n) => call(n)));

      const count = async (event: string) =>
        (await server.entries()).filter(entry => entry.event === event);
      await expect
        .poll(async () => (await count('received')).length - (await count('finished')).length)
        .toBe(0);
      const ends = new Map((await count('finished')).map(({ request, end }) => [request, end]));
      for (const { request, query } of await count('received')) {
        const status = answers.get(query.n);
        const end = ends.get(request);
        if (status === 204) expect(end).toBe('completed');
        if (status === 500) expect(end).toBe('timedOut');
        // Nobody who is there is answered by a job that was stopped for others.
        expect(status).not.toBe(503);
      }
      expect(new Set(ends.values())).toEqual(new Set(['completed', 'timedOut', 'aborted']));

      // No place and no turn is lost: so many fit in as before.
      const fill = async () =>
        (await fetch(`${server.url}/scripts/slow?ms=60000&respond=early`)).status;
      for (let n = 0; n < limits.concurrency; n += 1) {
        expect(await fill()).toBe(204);
        if (redis) await expect.poll(() => redis.client.llen(WAITING)).toBe(0);
      }
      for (let n = 0; n < limits.waiting; n += 1) expect(await fill()).toBe(204);
      expect(await fill()).toBe(503);
    },
  );
});

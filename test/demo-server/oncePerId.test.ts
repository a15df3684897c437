import { describe, expect, test } from 'vitest';
import { type Call, parseCall } from '../../demo-server/jobs/parseCall.ts';
import { rememberJobs } from '../../demo-server/jobs/rememberJobs.ts';
import type { End, Script } from '../../demo-server/jobs/script.ts';
import type { LocalJob } from '../../demo-server/jobs/startJob.ts';
import { QUEUES, startCounted } from './startCounted.ts';

describe.each(QUEUES)('$queue', ({ inRedis, missing }) => {
  const start = (script?: Script) => startCounted({ inRedis, ...(script && { script }) });

  test.skipIf(missing)(
    'of several calls with one id one is run, and each gets its answer',
    async () => {
      const { server, call, runs } = await start();
      expect(await Promise.all(['id=a', 'id=a', 'id=a'].map(query => call(query)))).toEqual([
        204, 204, 204,
      ]);
      expect(await call('id=a')).toBe(204);
      expect(runs()).toBe(1);
      for (const via of ['fetch', 'fetchLater']) await call(`id=a&sendoff=p.1.${via}.now`);
      expect(runs()).toBe(2);
      await fetch(`${server.url}/scripts/slow?id=other`);
      await call('id=other');
      expect(runs()).toBe(3);
    },
  );

  test.skipIf(missing)('calls without an id are all run', async () => {
    const { call, runs } = await start();
    for (const query of ['', 'id=', '']) expect(await call(query)).toBe(204);
    expect(runs()).toBe(3);
  });

  test.skipIf(missing)('a call that did not complete leaves its id free', async () => {
    let fails = true;
    const { call, runs } = await start(async () => {
      if (fails) throw new Error('not yet');
    });
    expect(await call('id=a')).toBe(500);
    fails = false;
    expect([await call('id=a'), await call('id=a')]).toEqual([204, 204]);
    expect(runs()).toBe(2);
  });

  test.skipIf(missing)(
    'the job is not stopped when another client with its id leaves',
    async () => {
      let end = () => {};
      const { server, call, runs } = await start(({ signal }) => {
        return new Promise((resolve, reject) => {
          end = resolve;
          signal.addEventListener('abort', reject);
        });
      });
      const first = call('id=a&onDisconnect=stop');
      await expect.poll(runs).toBe(1);
      const leave = new AbortController();
      const second = call('id=a&onDisconnect=stop', leave.signal);
      await expect.poll(server.entries).toHaveLength(2);
      leave.abort();
      await expect(second).rejects.toThrow();
      await expect
        .poll(server.entries)
        .toContainEqual(expect.objectContaining({ event: 'gone', request: 2 }));
      // What the leaving might do has been done when a later job is over.
      await fetch(`${server.url}/scripts/slow?id=marker`);
      end();
      expect(await first).toBe(204);
      const ends = (await server.entries()).filter(({ event }) => event === 'finished');
      expect(ends.find(({ request }) => request === 1)).toMatchObject({ end: 'completed' });
      expect(runs()).toBe(1);
    },
  );
});

test('a job that runs or has completed can be joined, one that was abandoned cannot', async () => {
  const jobs = rememberJobs(2);
  const job = (ended: Promise<End>, abandoned = false): LocalJob => ({
    ended,
    join: () => ({ ended, leave() {} }),
    isAbandoned: () => abandoned,
  });
  const ended = (end: End['end']) =>
    Promise.resolve({ end, connectionStatus: 0, shutdown: [], waited: 0, pid: 1 } as const);
  const never = new Promise<End>(() => {});
  jobs.enter('under way', job(never));
  jobs.enter('abandoned', job(never, true));
  for (const key of ['a', 'b', 'c']) jobs.enter(key, job(ended('completed')));
  jobs.enter('stopped', job(ended('aborted')));
  await ended('completed');
  const call = parseCall() as Call;
  const known = ['under way', 'abandoned', 'a', 'b', 'c', 'stopped'].filter(key =>
    jobs.join(key, call),
  );
  expect(known).toEqual(['under way', 'b', 'c']);
});

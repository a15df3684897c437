import { describe, expect, onTestFinished, test } from 'vitest';
import { rememberEnds } from '../../demo-server/jobs/rememberEnds.ts';
import type { End, Script } from '../../demo-server/jobs/script.ts';
import { scripts } from '../../demo-server/jobs/scripts.ts';
import { programs } from '../../setup/programs.ts';
import { startRedis } from './startRedis.ts';
import { startServer } from './startServer.ts';

const noRedis = !programs.redis.path();

describe.each([
  ["the process's own queue", false],
  ['the queue in Redis (needs redis-server)', true],
])('%s', (_, inRedis) => {
  /** A server with one more script, which says how often it was run. */
  async function start(script: Script = async () => {}) {
    let runs = 0;
    const all = scripts as Map<string, Script>;
    all.set('counted', run => {
      runs += 1;
      return script(run);
    });
    onTestFinished(() => void all.delete('counted'));
    const server = await startServer(inRedis ? { queue: (await startRedis()).url } : {});
    const call = async (query: string, signal: AbortSignal | null = null) =>
      (await fetch(`${server.url}/scripts/counted?${query}`, { signal })).status;
    return { server, call, runs: () => runs };
  }

  test.skipIf(inRedis && noRedis)(
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

  test.skipIf(inRedis && noRedis)('calls without an id are all run', async () => {
    const { call, runs } = await start();
    for (const query of ['', 'id=', '']) expect(await call(query)).toBe(204);
    expect(runs()).toBe(3);
  });

  test.skipIf(inRedis && noRedis)('one that did not complete leaves its id free', async () => {
    let fails = true;
    const { call, runs } = await start(async () => {
      if (fails) throw new Error('not yet');
    });
    expect(await call('id=a')).toBe(500);
    fails = false;
    expect([await call('id=a'), await call('id=a')]).toEqual([204, 204]);
    expect(runs()).toBe(2);
  });

  test.skipIf(inRedis && noRedis)(
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

test('what is under way is known, and so many that have completed', async () => {
  const ends = rememberEnds(2);
  const ended = (end: End['end']) =>
    Promise.resolve({ end, connectionStatus: 0, shutdown: [], waited: 0, pid: 1 } as const);
  ends.enter('under way', new Promise(() => {}));
  for (const key of ['a', 'b', 'c']) ends.enter(key, ended('completed'));
  ends.enter('stopped', ended('aborted'));
  await ended('completed');
  const known = ['under way', 'a', 'b', 'c', 'stopped'].filter(key => ends.find(key));
  expect(known).toEqual(['under way', 'b', 'c']);
});

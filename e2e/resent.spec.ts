import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../demo-server/app.ts';
import type { Script } from '../demo-server/jobs/script.ts';
import { scripts } from '../demo-server/jobs/scripts.ts';
import { answers } from '../setup/answers.ts';
import { freePort } from '../setup/freePort.ts';
import { programs } from '../setup/programs.ts';
import { lacking, type RecipeName, recipes } from '../test/servers/recipes.ts';
import { poll } from './browsers/poll.ts';
import { child } from './browsers/processes/child.ts';
import { cuttingProxy } from './support/cuttingProxy.ts';
import { BY_LIKENESS, IS_WHOLE, isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

/** Servers that do one work, and the `k` of each trigger whose work they have done. */
interface Workers {
  urls: readonly string[];
  done(): Promise<readonly unknown[]>;
  end(): Promise<unknown>;
}

/** Demo servers with a script that notes down its runs; several share a queue in Redis. */
async function startDemo(count: 1 | 2): Promise<Workers> {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-'));
  const port = await freePort();
  const redis =
    count > 1
      ? child('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''])
      : undefined;
  if (redis) await poll('Redis', () => answers(port));
  const done: unknown[] = [];
  (scripts as Map<string, Script>).set('noted', async ({ query }) => void done.push(query.k));
  const apps = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const queue = redis && `redis://127.0.0.1:${port}`;
      const app = await createApp({ log: join(folder, `${n}.ndjson`), queue });
      await app.listen({ host: '127.0.0.1', port: 0 });
      return app;
    }),
  );
  return {
    urls: apps.map(
      ({ server }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/scripts/noted`,
    ),
    done: async () => done,
    async end() {
      await Promise.all(apps.map(app => app.close()));
      await redis?.end();
      await rm(folder, { recursive: true });
    },
  };
}

async function startRecipe(name: RecipeName): Promise<Workers> {
  const { url, done, lines, end } = await recipes[name].start();
  // Of the queue's recipe, what is in the queue is done once.
  const all = name === 'PHP with a queue in Redis' ? lines : done;
  return { urls: [url], done: async () => (await all()).map(({ query }) => query.k), end };
}

const NEEDS_REDIS = programs.redis.path() ? '' : 'needs redis-server';
const servers: Readonly<Record<string, { lacks: string; start(): Promise<Workers> }>> = {
  'the demo server': { lacks: '', start: () => startDemo(1) },
  'two demo servers with one Redis': { lacks: NEEDS_REDIS, start: () => startDemo(2) },
  ...Object.fromEntries(
    (
      [
        'Express',
        'Fastify',
        'PHP-FPM with nginx',
        'Apache with mod_php',
        'PHP with a queue in Redis',
      ] as const
    ).map(name => [name, { lacks: lacking(name), start: () => startRecipe(name) }]),
  ),
};

/** What does as another one does, and as test/servers/twice.test.ts shows. */
const ALIKE: readonly string[] = ['Fastify', 'Apache with mod_php', 'PHP with a queue in Redis'];

for (const [name, { lacks, start }] of Object.entries(servers))
  test(`what a browser sends again by itself, since its connection was cut, is done once by ${name}`, async ({
    engine,
    open,
    server,
  }) => {
    test.skip(lacks !== '', lacks);
    test.skip(ALIKE.includes(name) && !IS_WHOLE, BY_LIKENESS);
    test.skip(engine.name === 'webkit', 'WebKitGTK does not send again');
    const { urls, done, end } = await start();
    const proxy = await cuttingProxy(urls);
    const tab = await open(server.url('/e2e/sdk.html', { test: name, triggers: '' }));
    const send = (k: string) =>
      tab.evaluate(
        (url: string) =>
          (window as never as { fire(name: string, to: string): void }).fire('fetch.now', url),
        `${proxy.url}?k=${k}`,
      );
    // Its connection is used again, once its answer is there.
    await send('first');
    await expect
      .poll(() => tab.evaluate(() => (window as never as { receipts: unknown[] }).receipts.length))
      .toBe(1);
    await expect.poll(done).toContain('first');
    await send('cut');
    await expect.poll(() => proxy.handedOn('cut')).toBe(2);
    await send('last');
    await expect.poll(done).toContain('last');
    expect([...(await done())].sort()).toEqual(['cut', 'first', 'last']);
    proxy.end();
    await end();
  });

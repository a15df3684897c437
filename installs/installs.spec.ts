import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import files from '@fastify/static';
import fastify from 'fastify';
import { arrived, once } from '../e2e/support/arrived.ts';
import { thrown } from '../e2e/support/outboxPage.ts';
import { expect, test } from '../e2e/support/test.ts';

const run = promisify(execFile);

/** Where an application's pages are, and what arrives from them. */
interface App {
  pages: string;
  build: boolean;
  visit: readonly string[];
}

const VISIT = ['now', 'lean', 'outbox'];

const APPS: Readonly<Record<string, App>> = {
  plain: { pages: '.', build: false, visit: [...VISIT, 'tag'] },
  vite: { pages: 'out', build: true, visit: VISIT },
  webpack: { pages: '.', build: true, visit: VISIT },
  next: { pages: 'out', build: true, visit: VISIT },
};

for (const [name, { pages, build, visit }] of Object.entries(APPS))
  test(`the tarball installs into an application of this kind, and sends from it: ${name}`, async ({
    open,
    server,
    key,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), `sendoff-${name}-`));
    const packed = await run('npm', ['pack', '--json', '--pack-destination', folder]);
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
    await cp(join(import.meta.dirname, name), folder, { recursive: true });
    await cp(join(import.meta.dirname, 'fire.js'), join(folder, 'fire.js'));
    await run('npm', ['install', '--prefer-offline', `./${filename}`], { cwd: folder });
    if (build) await run('npm', ['run', 'build'], { cwd: folder });

    const site = fastify({ forceCloseConnections: true });
    await site.register(files, { root: join(folder, pages) });
    // On the page's own origin, so that the outbox may read the answer; it hands on what is counted.
    site.addContentTypeParser('*', (_request, body, done) => done(null, body.resume()));
    site.all('/collect', async ({ url, method }, reply) => {
      await fetch(server.url(url), { method });
      return reply.code(204).send();
    });
    await site.listen({ host: '127.0.0.1', port: 0 });
    const { port } = site.server.address() as AddressInfo;
    const to = encodeURIComponent(`/collect?test=${key}`);

    const tab = await open(`http://127.0.0.1:${port}/?to=${to}`);
    await expect.poll(() => arrived(server, key)).toEqual(once(visit));
    expect(await thrown(tab)).toEqual([]);
    await tab.close();
    await expect.poll(() => arrived(server, key)).toEqual(once([...visit, 'queue', 'left']));

    await site.close();
    await rm(folder, { recursive: true });
  });

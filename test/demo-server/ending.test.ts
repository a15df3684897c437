import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { descendants } from '../../e2e/browsers/processes/descendants.ts';
import { programs } from '../../setup/programs.ts';
import { startCommand } from './startCommand.ts';
import { startRedis } from './startRedis.ts';
import { startServer } from './startServer.ts';

test('a grace that is longer than what Fastify waits for its plugins is kept', async () => {
  const server = await startCommand('--port', '0', '--grace', '30');
  const url = await server.listening();
  const held = fetch(`${url}/scripts/slow?ms=11000`);
  await expect.poll(server.output).toContain('/scripts/slow');
  server.child.kill('SIGTERM');
  expect((await held).status).toBe(204);
  expect(await server.exit).toBe(0);
  expect(server.errors()).toBe('');
  const ends = (await server.entries()).filter(({ event }) => event === 'finished');
  expect(ends).toMatchObject([{ end: 'completed' }]);
});

test.skipIf(!programs.redis.path())(
  'a server that cannot listen runs no jobs of others (needs redis-server)',
  async () => {
    const redis = await startRedis();
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await expect.poll(() => other.listening).toBe(true);
    const { port } = other.address() as AddressInfo;
    const server = await startCommand('--port', `${port}`, '--queue', redis.url);
    expect(await server.exit).toBe(1);
    expect(server.errors()).toBe(`Port ${port} is in use: choose another with --port.\n`);
  },
);

const needsPhp = test.skipIf(!programs.php.path());

needsPhp('PHP finishes what it runs at the end, and begins nothing new (needs php)', async () => {
  const server = await startCommand('--port', '0');
  const url = await server.listening();
  const running = fetch(`${url}/php/slow.php?ms=1500&run=php`);
  await expect.poll(server.output).toContain('/php/slow.php');
  server.child.kill('SIGTERM');
  await expect.poll(server.output).toContain('what runs may finish');
  expect((await fetch(`${url}/php/slow.php`)).status).toBe(503);
  expect(await (await running).text()).toBe('..........');
  expect(await server.exit).toBe(0);
  expect(server.errors()).toBe('');
});

needsPhp('PHP that has died is started again (needs php)', async () => {
  const server = await startCommand('--port', '0', '--grace', '0');
  const url = await server.listening();
  const status = async () => (await fetch(`${url}/php/slow.php`)).status;
  expect(await status()).toBe(200);
  const own = await descendants(server.child.pid as number);
  const php = own.find(({ command }) => /^\S*php\S* -S/.test(command));
  process.kill(php?.pid as number, 'SIGKILL');
  await expect.poll(async () => (await descendants(server.child.pid as number)).length).toBe(0);
  const turnedAway = await fetch(`${url}/php/slow.php`);
  expect(turnedAway.status).toBe(503);
  expect(turnedAway.headers.get('retry-after')).toBe('1');
  expect(await turnedAway.text()).toBe('PHP has ended, and starts again in a second.\n');
  await expect.poll(status).toBe(200);
});

test('a PHP that cannot start is an answer, and no crash at the end', async () => {
  const folder = join(import.meta.dirname, 'programs');
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  const server = await startServer();
  const answer = await fetch(`${server.url}/php/slow.php`);
  vi.unstubAllEnvs();
  expect(answer.status).toBe(503);
  expect(await answer.text()).toBe("PHP's server did not start within 5 s.\n");
  await server.app.close();
  const log = await readFile(server.log, 'utf8');
  expect(log).toContain('did not start');
});

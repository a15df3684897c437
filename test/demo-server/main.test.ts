import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseOptions } from '../../demo-server/parseOptions.ts';
import { startCommand } from './startCommand.ts';

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the server listens, logs, and ends on %s',
  async signal => {
    const server = await startCommand('--port', '0', '--grace', '0');
    const url = await server.listening();
    expect((await fetch(`${url}/collect`, { method: 'POST', body: 'id=7' })).status).toBe(204);
    expect(await readFile(join(server.folder, 'logs/requests.ndjson'), 'utf8')).toContain('id=7');
    await expect.poll(server.output).toContain('POST /collect');
    expect(server.output()).not.toContain('\u001b');

    const held = fetch(`${url}/scripts/slow?ms=60000`);
    await expect.poll(server.output).toContain('/scripts/slow');
    server.child.kill(signal);
    expect(await server.exit).toBe(0);
    expect((await held).status).toBe(503);
    expect(server.errors()).toBe('');
  },
);

test('running scripts finish when the server gets SIGTERM, and nothing new begins', async () => {
  const server = await startCommand('--port', '0');
  const url = await server.listening();
  const held = fetch(`${url}/scripts/slow?ms=2000`);
  await expect.poll(server.output).toContain('/scripts/slow');
  server.child.kill('SIGTERM');
  await expect.poll(server.output).toContain('what runs may finish within 10 s');
  expect((await fetch(`${url}/collect`)).status).toBe(503);
  expect((await held).status).toBe(204);
  expect(await server.exit).toBe(0);
  const log = await readFile(join(server.folder, 'logs/requests.ndjson'), 'utf8');
  expect(log).toContain('"finished"');
  expect(log).toContain('The server is stopping');
});

test('scripts that /methods has started finish when the server gets SIGTERM', async () => {
  const server = await startCommand('--port', '0');
  const url = await server.listening();
  const launch = async (way: string) => {
    const query = `run=${way}&ms=2000&onDisconnect=continue`;
    const asked = { method: 'POST', headers: { origin: url } };
    return (await fetch(`${url}/methods/${way}?${query}`, asked)).status;
  };
  const ways = ['popen', 'curl', 'socket', 'pool'];
  expect(await Promise.all(ways.map(launch))).toEqual([204, 204, 204, 204]);
  // The answers of `curl` and `socket` say that a request is on its way, not that it has come.
  const asked = async () =>
    (await server.entries()).filter(
      ({ event, path }) => event === 'received' && path === '/scripts/slow',
    );
  await expect.poll(asked).toHaveLength(2);
  server.child.kill('SIGTERM');
  await expect.poll(server.output).toContain('what runs may finish');
  expect(await Promise.all(ways.map(launch))).toEqual([503, 503, 503, 503]);
  expect(await server.exit).toBe(0);
  const ends = (await server.entries()).filter(({ event }) => event === 'finished');
  expect(ends.map(({ end }) => end)).toEqual(ways.map(() => 'completed'));
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a second signal, %s, ends the server at once',
  async signal => {
    const server = await startCommand('--port', '0');
    const url = await server.listening();
    const held = fetch(`${url}/scripts/slow?ms=60000`).catch(() => 'cut');
    await expect.poll(server.output).toContain('/scripts/slow');
    server.child.kill('SIGTERM');
    await expect.poll(server.output).toContain('what runs may finish');
    server.child.kill(signal);
    await server.exit;
    expect(server.child.signalCode).toBe(signal);
    expect(await held).toBe('cut');
  },
);

test('the server goes on when nobody reads what it prints any more', async () => {
  const server = await startCommand('--port', '0');
  const url = await server.listening();
  server.child.stdout.destroy();
  for (let sent = 0; sent < 5; sent += 1) {
    expect((await fetch(`${url}/collect`)).status).toBe(204);
  }
  expect(await server.entries()).toHaveLength(5);
});

test('a port in use is explained in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    other.close();
  });
  await expect.poll(() => other.listening).toBe(true);
  const { port } = other.address() as AddressInfo;
  const server = await startCommand('--port', String(port));
  expect(await server.exit).toBe(1);
  expect(server.errors()).toBe(`Port ${port} is in use: choose another with --port.\n`);
});

test('a host that is another machine is explained in one line', async () => {
  const server = await startCommand('--port', '0', '--host', '192.0.2.1');
  expect(await server.exit).toBe(1);
  expect(server.errors()).toBe(
    '192.0.2.1 is no address of this machine: choose another with --host.\n',
  );
});

test('a bad option is explained in one line', async () => {
  const server = await startCommand('--prot', '8787');
  expect(await server.exit).toBe(1);
  expect(server.errors()).toMatch(/^Unknown option '--prot'.*\n$/);
});

test('the options have defaults', () => {
  expect(parseOptions([])).toEqual({
    port: 8787,
    host: '127.0.0.1',
    log: 'logs/requests.ndjson',
    logSize: 100 * 1024 * 1024,
    logFiles: 5,
    grace: 10_000,
    allowOrigin: [],
    allowHost: [],
    queue: undefined,
  });
});

test('--allow-origin may be given several times', () => {
  const args = ['--allow-origin', 'https://a.example', '--allow-origin=http://b.example:8080'];
  expect(parseOptions(args).allowOrigin).toEqual(['https://a.example', 'http://b.example:8080']);
});

test('--log-size takes a unit', () => {
  expect(parseOptions(['--log-size', '512K']).logSize).toBe(524_288);
  expect(parseOptions(['--log-size', '2G']).logSize).toBe(2_147_483_648);
});

test.each([
  [['--port', 'x'], '--port must be a number from 0 to 65535'],
  [['--port', '65536'], '--port must be a number from 0 to 65535'],
  [['--port=-1'], '--port must be a number from 0 to 65535'],
  [['--port', '80.5'], '--port must be a number from 0 to 65535'],
  [['--host='], "--host must be an address or a name of this machine, not ''"],
  [['--log='], "--log must be a file such as logs/requests.ndjson, not ''"],
  [['--log', 'logs/'], "--log must be a file such as logs/requests.ndjson, not 'logs/'"],
  [['--log-size', '0K'], '--log-size must be a size such as 512K, 100M or 2G'],
  [['--log-size', '100'], '--log-size must be a size such as 512K, 100M or 2G'],
  [['--log-files', '100'], '--log-files must be a number from 0 to 99'],
  [['--grace', 'x'], '--grace must be a number of seconds from 0 to 3600'],
  [['--allow-origin', '*'], '--allow-origin must be an origin'],
  [['--allow-origin', 'https://a.example/'], '--allow-origin must be an origin'],
  [['--allow-host', '*'], '--allow-host must be a host name'],
  [['--allow-host', 'http://a.example'], '--allow-host must be a host name'],
  [['--queue', 'localhost:6379'], '--queue must be Redis, as redis://127.0.0.1:6379'],
  [['--queue', 'http://localhost'], '--queue must be Redis'],
  [['--queue', 'redis:localhost'], '--queue must be Redis'],
  [['--queue', 'redis://'], '--queue must be Redis'],
  [['--none'], /^Unknown option '--none'.* The options are --port, --host, .*, --allow-host\.$/],
  [['extra'], /^Unexpected argument 'extra'.* The options are --port, /],
  [['--log'], "Option '--log <value>' argument missing"],
])('the arguments %j are refused: %s', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});

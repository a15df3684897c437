import { expect, test } from 'vitest';
import { exchange, statusOf } from './exchange.ts';
import { startServer, type TestServer } from './startServer.ts';

/** Asks by raw bytes: a browser's page of `host`, as the server sees it. */
async function ask({ port }: TestServer, line: string, headers: Record<string, string>) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${line} HTTP/1.1\r\nConnection: close\r\n${lines.join('')}\r\n`;
  return statusOf(await exchange(port, head));
}

test('a name that was rebound to this machine reads no log and starts no program', async () => {
  const server = await startServer();
  for (const name of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '']) {
    const host = `${name}:${server.port}`;
    const own = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
    for (const path of ['/log', '/log.csv', '/events'])
      expect(await ask(server, `GET ${path}`, own), path).toBe(421);
    expect(await ask(server, 'POST /methods/popen?run=a', own)).toBe(421);
  }
  const entries = await server.entries();
  expect(entries).toHaveLength(16);
  expect(new Set(entries.map(({ event, status }) => `${event} ${status}`))).toEqual(
    new Set(['refused 421']),
  );
});

test('a trigger is taken under any host name', async () => {
  const server = await startServer();
  expect(await ask(server, 'POST /collect', { host: 'evil.example' })).toBe(204);
  expect(await ask(server, 'POST /scripts/slow?ms=0', { host: 'evil.example' })).toBe(204);
});

test('the log is read under the names of this machine, and under those that are allowed', async () => {
  const server = await startServer({ allowHost: ['demo.example'] });
  const hosts = [
    'localhost',
    'LOCALHOST:80',
    'a.localhost',
    '127.0.0.1:80',
    '192.168.1.7',
    '[::1]',
  ];
  for (const host of [...hosts, 'demo.example', 'demo.example:8080'])
    expect(await ask(server, 'GET /log', { host }), host).toBe(200);
});

test.each([
  ['another site', 'http://evil.example'],
  ['a frame without an origin', 'null'],
  ['another port', 'http://127.0.0.1:1'],
  ['no browser', undefined],
  ['garbage', '://'],
])('%s starts no program', async (_who, origin) => {
  const server = await startServer();
  // Under an address of a local network browsers send no `Sec-Fetch-*` headers.
  for (const name of ['127.0.0.1', '192.168.1.7']) {
    const headers = { host: `${name}:${server.port}`, ...(origin && { origin }) };
    for (const way of ['popen', 'curl', 'socket', 'pool'])
      expect(await ask(server, `POST /methods/${way}?run=a`, headers)).toBe(403);
  }
  const entries = await server.entries();
  expect(entries.map(({ event }) => event)).toEqual(Array.from({ length: 8 }, () => 'refused'));
});

test('a page of this server starts programs', async () => {
  const server = await startServer();
  const host = `192.168.1.7:${server.port}`;
  const headers = { host, origin: `http://${host}` };
  expect(await ask(server, 'POST /methods/popen?run=a&ms=0', headers)).toBe(204);
  const ends = async () => (await server.entries()).filter(({ event }) => event === 'finished');
  await expect.poll(ends).toMatchObject([{ end: 'completed' }]);
});

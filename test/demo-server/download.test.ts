import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { csvHeader } from '../../demo-server/formats/toCsv.ts';
import { exchange } from './exchange.ts';
import { startServer, type TestServer } from './startServer.ts';

const descriptors = async () => (await readdir('/proc/self/fd')).length;

/** A log in ten files, more than a connection holds unread. */
async function fill({ app }: TestServer) {
  const data = `"${'x'.repeat(8000)}"`;
  for (let sent = 0; sent < 1200; sent += 1)
    await app.inject({ method: 'POST', url: '/collect', payload: data });
}

test.runIf(process.platform === 'linux').each(['/log', '/log.csv'])(
  'downloads of %s that are broken off leave no file open',
  async path => {
    const server = await startServer({ logSize: 1024 * 1024, logFiles: 20 });
    await fill(server);
    const before = await descriptors();
    for (let count = 0; count < 20; count += 1) {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      await once(socket, 'data');
      socket.destroy();
    }
    await expect.poll(descriptors).toBeLessThanOrEqual(before);
  },
);

test('what is asked for behind another request is let go of with its client', async () => {
  const server = await startServer();
  await server.stillServes(); // its connection stays open
  const before = await descriptors();
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  for (let count = 0; count < 5; count += 1) {
    const socket = connect(server.port, '127.0.0.1');
    const slow = ask('/scripts/slow?ms=60000');
    socket.write(slow + ask('/delivery.json') + ask('/log') + slow);
    const started = async () => {
      const entries = await server.entries();
      return entries.filter(({ path }) => path === '/scripts/slow').length;
    };
    await expect.poll(started).toBe(2 * count + 2);
    socket.destroy();
  }
  const gone = async () => (await server.entries()).filter(({ event }) => event === 'gone').length;
  await expect.poll(gone).toBe(10);
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
});

test('a download holds each line once, though the log is rotated meanwhile', async () => {
  const server = await startServer({ logSize: 1024 * 1024, logFiles: 20 });
  await fill(server);
  const answer = await fetch(`${server.url}/log`);
  await fill(server);
  const lines = (await answer.text()).trim().split('\n');
  const numbers = lines.map(line => JSON.parse(line).request);
  expect(numbers.length).toBeGreaterThanOrEqual(1200);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test.each(['hi\n=1+1', 'hi\r=1+1', '\n@SUM(A1)', '\u2028=1'])(
  'a line end in a field starts no row: %j',
  async text => {
    const server = await startServer();
    await server.app.inject({ method: 'POST', url: '/collect', payload: text });
    const { payload } = await server.app.inject('/log.csv');
    expect(payload.startsWith(csvHeader)).toBe(true);
    const rows = payload.slice(csvHeader.length).replaceAll(/"(?:[^"]|"")*"/g, '');
    expect(rows.split(/[\r\n]+/).filter(row => /^[=+@-]/.test(row))).toEqual([]);
    expect(rows.trim().split(/\r|\n/)).toHaveLength(1);
  },
);

test.runIf(process.platform === 'linux').each(['/log', '/log.csv'])(
  'a download of %s that nobody reads is given up, and leaves no file open',
  async path => {
    const server = await startServer({ readTimeout: 200 });
    await fill(server);
    const before = await descriptors();
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    const opened = once(server.app.server, 'connection');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    const [peer] = await opened;
    await expect.poll(() => peer.destroyed).toBe(true);
    socket.destroy();
    await expect.poll(descriptors).toBeLessThanOrEqual(before);
  },
);

test('a script that is asked for behind a file has its time', async () => {
  const server = await startServer({ readTimeout: 200 });
  const answers = await exchange(
    server.port,
    'GET /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n' +
      'GET /scripts/slow?ms=600 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  expect(answers.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 204']);
});

import { once } from 'node:events';
import { appendFile, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder } from '../newFolder.ts';
import { exchange, statusOf } from './exchange.ts';
import { startServer } from './startServer.ts';

const END = 'Connection: close\r\n\r\n';

test.each([
  ['an Expect that nobody meets', `GET /collect HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n${END}`, 417],
  ['a missing Host', `GET /collect HTTP/1.1\r\n${END}`, 400],
  ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n${END}`, 405],
])('%s is answered and logged once', async (_what, request, status) => {
  const server = await startServer();
  const answer = await exchange(server.port, request);
  expect(statusOf(answer)).toBe(status);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status }]);
  await server.stillServes();
});

test('a client of HTTP/1.0 need not name a host', async () => {
  const server = await startServer();
  expect(statusOf(await exchange(server.port, 'GET /collect HTTP/1.0\r\n\r\n'))).toBe(204);
});

test.each(['GET', 'HEAD'])('the body of a %s is logged', async method => {
  const server = await startServer();
  const head = `${method} /collect HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n${END}`;
  await exchange(server.port, `${head}id=7`);
  expect(await server.entries()).toMatchObject([
    { event: 'received', method, bytes: 4, data: 'id=7' },
  ]);
});

test.each([
  ['DELETE', '/scripts/slow', 'GET, HEAD, POST, PUT, PATCH'],
  ['DELETE', '/collect', 'GET, HEAD, POST, PUT, PATCH'],
  ['POST', '/log', 'GET, HEAD'],
  ['HEAD', '/events', 'GET'],
  ['GET', '/methods/popen', 'POST'],
  ['DELETE', '/methods/visit', 'GET, HEAD, POST'],
])('%s %s is answered 405, and with what is allowed', async (method, path, allowed) => {
  const server = await startServer();
  const answer = await fetch(server.url + path, { method });
  expect(answer.status).toBe(405);
  expect(new Set(answer.headers.get('allow')?.split(', '))).toEqual(new Set(allowed.split(', ')));
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 405, method, path }]);
});

test('a path is another where it has another letter for a dot', async () => {
  const server = await startServer();
  expect((await fetch(`${server.url}/log-csv`, { method: 'POST' })).status).toBe(404);
});

test('a way that could start nothing says so where it ends', async () => {
  const server = await startServer({ limits: { concurrency: 1, waiting: 0 } });
  await fetch(`${server.url}/scripts/slow?ms=60000&respond=early`);
  const asked = { method: 'POST', headers: { origin: server.url } };
  expect((await fetch(`${server.url}/methods/pool?run=a`, asked)).status).toBe(502);
  const [, received, finished] = await server.entries();
  expect(received).toMatchObject({ event: 'received', status: 204 });
  expect(finished).toMatchObject({ event: 'finished', end: 'failed', status: 502 });
});

test.each(['null', '7', '{}', '{"page":7,"n":"x"}'])(
  'a line whose tag was edited to %s keeps no server from starting',
  async tag => {
    const folder = await newFolder();
    const log = join(folder, 'logs', 'requests.ndjson');
    await mkdir(join(folder, 'logs'));
    await appendFile(log, `{"event":"received","request":7,"time":"t","tag":${tag}}\n`);
    const server = await startServer({ log });
    await server.stillServes();
    expect((await server.entries()).at(-1)).toMatchObject({ request: 8 });
  },
);

test('what is written after a request waits for its answer', async () => {
  const server = await startServer();
  const answers = await exchange(
    server.port,
    'GET /scripts/slow?ms=100 HTTP/1.1\r\nHost: x\r\n\r\n\u0000garbage\r\n\r\n',
  );
  const statuses = [...answers.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status);
  expect(statuses).toEqual(['204', '400']);
  const events = (await server.entries()).map(({ event }) => event);
  expect(events.sort()).toEqual(['finished', 'received', 'refused']);
  await server.stillServes();
});

test('what is written after the request for a stream is not written into it', async () => {
  const server = await startServer();
  const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
  let stream = '';
  socket.on('data', text => {
    // The stream has begun: what comes now is none of it.
    if (stream === '') socket.write('\u0000garbage\r\n\r\n');
    stream += text;
  });
  socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n');
  await once(socket, 'close');
  expect(stream).toContain('text/event-stream');
  expect(stream.match(/^HTTP\/1.1 /gm)).toHaveLength(1);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 400 }]);
});

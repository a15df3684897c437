import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { CLOSE, exchange, statusOf } from './exchange.ts';
import { startServer } from './startServer.ts';

test.each([
  ['malformed JSON', 'application/json', '{"id":'],
  ['null', 'application/json', 'null'],
  ['nothing', 'application/json', ''],
  ['a prototype', 'application/json', '{"__proto__":{"a":1},"constructor":{"prototype":1}}'],
  ['deep nesting', 'application/json', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['multipart without a boundary', 'multipart/form-data', 'text'],
  ['half a part', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; n'],
  ['malformed fields', 'application/x-www-form-urlencoded', '%zz=%&&&==&__proto__=1'],
  ['a malformed type', ';;;', 'text'],
  ['an unknown charset', 'text/plain; charset=no-such-thing', 'ä'],
  ['bytes', 'application/octet-stream', Buffer.from([0, 255, 254, 10, 13])],
])('a body of %s is received', async (_what, type, payload) => {
  const server = await startServer();
  const headers = { 'content-type': type };
  const answer = await fetch(`${server.url}/collect`, { method: 'POST', headers, body: payload });
  expect(answer.status).toBe(204);
  expect(await server.entries()).toMatchObject([{ event: 'received', type }]);
  await server.stillServes();
});

test('a body over the limit is refused', async () => {
  const server = await startServer();
  const body = Buffer.alloc(1024 * 1024 + 1);
  const answer = await fetch(`${server.url}/collect`, { method: 'POST', body });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toBe('The body is larger than this server takes.\n');
  expect(await server.entries()).toMatchObject([
    { event: 'refused', status: 413, method: 'POST', path: '/collect' },
  ]);
  await server.stillServes();
});

test('a body of exactly the limit is taken', async () => {
  const server = await startServer({ bodyLimit: 1000 });
  const body = 'x'.repeat(1000);
  const answer = await fetch(`${server.url}/collect`, { method: 'POST', body });
  expect(answer.status).toBe(204);
  expect(await server.entries()).toMatchObject([{ bytes: 1000 }]);
});

test.each(['/collect', '/scripts/slow?ms=0', '/scripts/none', '/nowhere'])(
  'over the limit, in chunks of unknown number, is refused by %s',
  async path => {
    const server = await startServer({ bodyLimit: 1000 });
    const chunk = `ff\r\n${'x'.repeat(255)}\r\n`;
    const answer = await exchange(
      server.port,
      `POST ${path} HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}0\r\n\r\n`,
    );
    expect(statusOf(answer)).toBe(413);
    expect(await server.entries()).toMatchObject([{ event: 'refused', status: 413 }]);
    await server.stillServes();
  },
);

test.each(['destroy', 'resetAndDestroy'] as const)(
  'that breaks off by %s is one line',
  async leave => {
    const server = await startServer();
    const head = `POST /collect HTTP/1.1\r\n${CLOSE}Content-Length: 100\r\n\r\n`;
    const socket = connect(server.port, '127.0.0.1', () => socket.write(`${head}part`));
    await once(server.app.server, 'request');
    socket[leave]();
    await expect.poll(server.entries).toMatchObject([
      {
        event: 'refused',
        status: 400,
        path: '/collect',
        reason: 'The client left before its request had arrived',
      },
    ]);
    await server.stillServes();
    expect(await server.entries()).toHaveLength(2);
  },
);

test('a body in malformed chunks is logged once', async () => {
  const server = await startServer();
  const head = `POST /collect HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\n`;
  expect(statusOf(await exchange(server.port, `${head}zz\r\n`))).toBe(400);
  await server.stillServes();
  expect(await server.entries()).toHaveLength(2);
});

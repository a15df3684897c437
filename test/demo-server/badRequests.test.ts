import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { CLOSE, exchange, statusOf } from './exchange.ts';
import { startServer } from './startServer.ts';

const EVIL = 'a\u0001\u001b[31m\u007f\u0085\u2028\u2029\u202e"\\\n{"event":"received"}\r\n';

test('line ends in a query, a tag, a path and a body end no line of the log', async () => {
  const server = await startServer();
  const query = `${encodeURIComponent(EVIL)}=${encodeURIComponent(EVIL)}`;
  const tag = `sendoff=${encodeURIComponent(`${EVIL}.1.img.load`)}`;
  await fetch(`${server.url}/collect?${query}&${tag}`, { method: 'POST', body: EVIL });
  const entries = await server.entries();
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    query: { [EVIL]: EVIL, sendoff: `${EVIL}.1.img.load` },
    data: EVIL,
  });
  expect(server.printed.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  await server.stillServes();
});

test('raw line ends in headers and in the path end no line of the log', async () => {
  const server = await startServer();
  const raw = '\u0080\u0085\u009b31m';
  const bytes = Buffer.from(
    `GET /collect?x=${raw} HTTP/1.1\r\n${CLOSE}User-Agent: ${raw}\r\nReferer: ${raw}\r\n\r\n`,
    'latin1',
  ).toString('latin1');
  await exchange(server.port, bytes);
  const entries = await server.entries();
  expect(entries).toHaveLength(1);
  expect(server.printed.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  await server.stillServes();
});

test('a control character in a header is refused', async () => {
  const server = await startServer();
  const answer = await exchange(
    server.port,
    `GET /collect HTTP/1.1\r\n${CLOSE}User-Agent: a\u0001\u001b[2J\r\n\r\n`,
  );
  expect(statusOf(answer)).toBe(400);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 400 }]);
  await server.stillServes();
});

test('a request with a thousand headers is taken', async () => {
  const server = await startServer();
  const many = Array.from({ length: 1000 }, (_, index) => `x${index}: 1\r\n`).join('');
  const answer = await exchange(server.port, `GET /collect HTTP/1.1\r\n${CLOSE}${many}\r\n`);
  expect(statusOf(answer)).toBe(204);
  await server.stillServes();
  expect(await server.entries()).toHaveLength(2);
});

test('a flood of headers is refused', async () => {
  const server = await startServer();
  const flood = `x: ${'y'.repeat(1000)}\r\n`.repeat(20);
  const answer = await exchange(server.port, `GET /collect HTTP/1.1\r\n${CLOSE}${flood}\r\n`);
  expect(statusOf(answer)).toBe(431);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 431 }]);
  await server.stillServes();
});

test.each([
  ['in its headers', 'GET /collect HTTP/1.1\r\nHost: x\r\nX: '],
  ['in its body', 'POST /collect HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n'],
])('a client that sends a byte now and then %s is cut off', async (_where, start) => {
  const server = await startServer({ requestTimeout: 300 });
  let answer = '';
  await new Promise<void>(closed => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(start));
    const drip = setInterval(() => socket.write('x'), 50);
    socket.on('data', chunk => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(drip);
      closed();
    });
  });
  expect(statusOf(answer)).toBe(408);
  await server.stillServes();
  expect(await server.entries()).toMatchObject([
    { event: 'refused', status: 408 },
    { event: 'received' },
  ]);
});

test.each([
  '/scripts/../../etc/passwd',
  '/scripts/..%2f..%2fetc%2fpasswd',
  '/scripts/%2e%2e/%2e%2e/etc/passwd',
  '/scripts/..\\..\\etc\\passwd',
  '/../package.json',
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
  '/..\\package.json',
  '/%2e%2e%5cpackage.json',
  '/dist/../package.json',
  '/dist/..%2fpackage.json',
  '/live/../../app.ts',
  '/%00',
  '/.git/config',
  '//etc/passwd',
  '/%zz',
  '/scripts/%zz',
  '/collect/%c3%28',
  '*',
  'http://example.com/none',
])('the path %s leads nowhere, and is logged once', async path => {
  const server = await startServer();
  const answer = await exchange(server.port, `GET ${path} HTTP/1.1\r\n${CLOSE}\r\n`);
  expect([400, 403, 404]).toContain(statusOf(answer));
  expect(answer).not.toContain('devDependencies');
  expect(answer).not.toContain('root:');
  expect(await server.entries()).toMatchObject([{ event: 'refused', path }]);
  await server.stillServes();
});

test('a query with malformed encoding is taken as it is', async () => {
  const server = await startServer();
  const { statusCode } = await server.app.inject('/collect?a=%zz&%=%&b=%ff');
  expect(statusCode).toBe(204);
  expect(await server.entries()).toMatchObject([{ query: { a: '%zz', '%': '%', b: '%ff' } }]);
});

const noTags: [what: string, text: string][] = [
  ['garbage', 'garbage'],
  ['an empty text', ''],
  ['a row of dots', '....'],
  ['the name of a prototype', '__proto__'],
  ['a page of 5,000 letters', `${'p'.repeat(5000)}.1.img.load`],
  ['a number of twenty digits', 'p.99999999999999999999.img.load'],
  ['a transport called __proto__', 'p.1.__proto__.constructor'],
];
test.each(noTags)('%s is no tag, and stays in the query', async (_what, text) => {
  const server = await startServer();
  await server.app.inject(`/collect?sendoff=${encodeURIComponent(text)}`);
  const [entry] = await server.entries();
  expect(entry).toMatchObject({ event: 'received', query: { sendoff: text } });
  expect(entry).not.toHaveProperty('tag');
  await server.stillServes();
});

test('a tag may name a page __proto__', async () => {
  const server = await startServer();
  await server.app.inject('/collect?sendoff=__proto__.2.img.load&__proto__=1');
  const [entry] = await server.entries();
  expect(entry).toMatchObject({ tag: { page: '__proto__' }, missing: [1] });
  expect(Object.entries(entry.query)).toEqual([['__proto__', '1']]);
  await server.stillServes();
});

test.each([
  ['DELETE', 405],
  ['OPTIONS', 405],
  ['PROPFIND', 405],
  ['BREW', 400],
])('the HTTP method %s is refused with %i', async (method, status) => {
  const server = await startServer();
  const answer = await exchange(server.port, `${method} /collect HTTP/1.1\r\n${CLOSE}\r\n`);
  expect(statusOf(answer)).toBe(status);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status }]);
  await server.stillServes();
});

test('bytes that are no HTTP are answered 400 and logged once', async () => {
  const server = await startServer();
  const answer = await exchange(server.port, '\u0016\u0003\u0001\u0000\u001b[2J\r\n\r\n');
  expect(statusOf(answer)).toBe(400);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 400 }]);
  await server.stillServes();
});

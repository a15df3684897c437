import { expect, test } from 'vitest';
import { exchange } from './exchange.ts';
import { startServer } from './startServer.ts';

test.each([
  ['an image', { 'sec-fetch-dest': 'image' }, '', 200, 'image/gif'],
  ['an image by its tag', {}, '?sendoff=p.1.img.load', 200, 'image/gif'],
  ['a script', { 'sec-fetch-dest': 'script' }, '', 200, 'text/javascript; charset=utf-8'],
  ['a fetch', { 'sec-fetch-dest': 'empty' }, '?sendoff=p.1.fetch.now', 204, null],
  ['who says nothing', {}, '', 204, null],
] as const)(
  '%s is answered in the form that it needs',
  async (_who, headers, query, status, type) => {
    const server = await startServer();
    const answer = await fetch(`${server.url}/collect${query}`, { headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await server.entries()).map(entry => entry.status)).toEqual([status]);
  },
);

test('the answer to an image is a GIF of one pixel', async () => {
  const { app } = await startServer();
  const { rawPayload } = await app.inject('/collect?sendoff=p.1.img.load');
  expect(rawPayload.subarray(0, 6).toString()).toBe('GIF89a');
  expect(rawPayload.length).toBe(42);
  expect(rawPayload.at(-1)).toBe(0x3b);
});

test('the line of a request names all that is known of it', async () => {
  const server = await startServer();
  await server.app.inject({
    method: 'POST',
    url: '/collect?a=1&a=2&sendoff=k3j2.7.beacon.hidden&b=3',
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      'sec-fetch-dest': 'empty',
      'sec-fetch-mode': 'no-cors',
      'sec-fetch-site': 'cross-site',
      origin: 'https://example.com',
      referer: 'https://example.com/page',
      'user-agent': 'Test/1',
    },
    payload: '{"id":7}',
  });
  expect(await server.entries()).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: 'received',
      request: 1,
      status: 204,
      method: 'POST',
      path: '/collect',
      query: { a: ['1', '2'], b: '3' },
      tag: { id: 'k3j2.7', page: 'k3j2', n: 7, via: 'beacon', when: 'hidden' },
      transport: 'beacon',
      type: 'text/plain;charset=UTF-8',
      bytes: 8,
      data: { id: 7 },
      missing: [1, 2, 3, 4, 5, 6],
      account: {
        page: { received: 1, duplicate: 0, effective: 1, missing: 6 },
        all: { received: 1, duplicate: 0, effective: 1, missing: 6 },
      },
      origin: 'https://example.com',
      referer: 'https://example.com/page',
      agent: 'Test/1',
      dest: 'empty',
      mode: 'no-cors',
      site: 'cross-site',
    },
  ]);
  expect(server.printed).toHaveLength(1);
});

test('a request is in the log before its answer leaves', async () => {
  const server = await startServer();
  for (let count = 1; count <= 20; count += 1) {
    await fetch(`${server.url}/collect`, { method: 'POST' });
    expect(await server.entries()).toHaveLength(count);
  }
});

test('a duplicate is marked, and so is a tag that contradicts the headers', async () => {
  const server = await startServer();
  const url = '/collect?sendoff=p.1.img.load';
  await server.app.inject(url);
  await server.app.inject({ url, headers: { 'sec-fetch-dest': 'script' } });
  const [first, second] = await server.entries();
  expect(first).not.toHaveProperty('duplicate');
  expect(second).toMatchObject({
    duplicate: true,
    mismatch: 'the tag says img, Sec-Fetch-Dest says script',
  });
});

test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH'] as const)(
  'a trigger by %s is taken',
  async method => {
    const server = await startServer();
    const { statusCode, payload } = await server.app.inject({ method, url: '/collect' });
    expect(statusCode).toBe(204);
    expect(payload).toBe('');
    expect(await server.entries()).toMatchObject([{ event: 'received', method }]);
  },
);

test('an image asked for by HEAD gets no body', async () => {
  const server = await startServer();
  const answer = await fetch(`${server.url}/collect?sendoff=p.1.img.now`, { method: 'HEAD' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/gif');
  expect((await answer.arrayBuffer()).byteLength).toBe(0);
});

const preflight = {
  method: 'OPTIONS',
  url: '/collect?sendoff=p.1.fetch.now',
  headers: {
    origin: 'https://example.com',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-custom',
  },
} as const;

test('a configured origin may read the answer, with credentials', async () => {
  const { app } = await startServer({ allowOrigin: ['https://example.com'] });
  const answer = await app.inject({ url: '/collect', headers: preflight.headers });
  expect(answer.headers['access-control-allow-origin']).toBe('https://example.com');
  expect(answer.headers['access-control-allow-credentials']).toBe('true');
  expect(answer.headers.vary).toContain('Origin');
});

test('a preflight of a configured origin is answered, and logged as one', async () => {
  const server = await startServer({ allowOrigin: ['https://example.com'] });
  const answer = await server.app.inject(preflight);
  expect(answer.statusCode).toBe(204);
  expect(answer.headers['access-control-allow-headers']).toBe('x-custom');
  await server.app.inject({ ...preflight, method: 'POST' });
  const [asked, sent] = await server.entries();
  expect(asked).toMatchObject({ event: 'preflight', method: 'OPTIONS', tag: { id: 'p.1' } });
  expect(sent).not.toHaveProperty('duplicate');
});

test.each([
  ['without its method', '/collect', { origin: 'https://example.com' }, 405],
  ['without its origin', '/collect', { 'access-control-request-method': 'POST' }, 403],
  ['of another origin', '/collect', { ...preflight.headers, origin: 'https://example.net' }, 403],
  ['for an unknown script', '/scripts/none', preflight.headers, 404],
  ['for all paths', '*', preflight.headers, 404],
])('a preflight %s is refused, and logged so', async (_what, url, headers, status) => {
  const server = await startServer({ allowOrigin: ['https://example.com'] });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `OPTIONS ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
  const answer = await exchange(server.port, `${head}${lines.join('')}\r\n`);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(/^allow: .*/m.test(answer)).toBe(status === 405);
  expect(await server.entries()).toMatchObject([{ event: 'refused', method: 'OPTIONS', status }]);
});

test('another origin may not read the answer, and its request is received nonetheless', async () => {
  const server = await startServer({ allowOrigin: ['https://example.com'] });
  const headers = { ...preflight.headers, origin: 'https://example.net' };
  const answer = await server.app.inject({ method: 'POST', url: '/collect', headers });
  expect(answer.statusCode).toBe(204);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  expect(await server.entries()).toMatchObject([{ event: 'received' }]);
});

test('without a configured origin OPTIONS is refused', async () => {
  const server = await startServer();
  const answer = await server.app.inject(preflight);
  expect(answer.statusCode).toBe(405);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 405 }]);
});

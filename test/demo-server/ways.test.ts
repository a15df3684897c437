import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { curl } from '../../demo-server/ways/curl.ts';
import { socket } from '../../demo-server/ways/socket.ts';
import type { Errand } from '../../demo-server/ways/way.ts';
import { onPath } from '../../setup/onPath.ts';
import { newFolder } from '../newFolder.ts';
import { exchange } from './exchange.ts';
import { startServer } from './startServer.ts';

const run = promisify(execFile);
const EVIL = 'a\r\nX-Evil: 1\r\n\r\nGET /evil HTTP/1.1\r\n\r\n; b="\u00e9 &=%0d%0a\u{1f600}';

const errand = (port: number, rest: Partial<Errand> = {}): Errand => ({
  url: new URL(`http://127.0.0.1:${port}/path?a=1`),
  name: 'slow',
  method: 'POST',
  fields: { note: EVIL, 'a[b]': '' },
  cookies: { visitor: EVIL, other: '1' },
  ...rest,
});

interface Heard {
  line: string;
  evil: boolean;
  fields: [string, string][];
  cookie: string | undefined;
}

/** A server that hears requests and answers none. */
async function listen(secure?: { key: Buffer; cert: Buffer }) {
  const heard: Heard[] = [];
  const server = secure ? createSecureServer(secure) : createServer();
  server.on('request', (request, answer) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('error', () => {});
    // A client that has closed is not waited for: what it wrote is all here.
    answer.on('close', () => {
      const { method, url = '', headers } = request;
      const [path, query = ''] = url.split('?');
      const fields = [...new URLSearchParams(`${query}&${body}`)];
      heard.push({
        line: `${method} ${path}`,
        evil: 'x-evil' in headers,
        fields,
        cookie: headers.cookie,
      });
    });
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await expect.poll(() => server.listening).toBe(true);
  return { port: (server.address() as AddressInfo).port, heard };
}

const ways = { socket, curl };

describe.each(Object.keys(ways) as (keyof typeof ways)[])('%s', name => {
  test.each(['GET', 'POST'] as const)(
    '%s carries fields and cookies as they are, and no value ends a header',
    async method => {
      const { port, heard } = await listen();
      await ways[name](errand(port, { method }));
      await expect.poll(() => heard).toHaveLength(1);
      const [request] = heard;
      expect(request).toMatchObject({ line: `${method} /path`, evil: false });
      expect(request?.fields).toEqual([
        ['a', '1'],
        ['note', EVIL],
        ['a[b]', ''],
      ]);
      const cookies = (request?.cookie ?? '').split('; ').map(pair => pair.split('='));
      expect(cookies.map(([key, value]) => [key, decodeURIComponent(value ?? '')])).toEqual([
        ['visitor', EVIL],
        ['other', '1'],
      ]);
    },
  );

  test.each(['a b', 'a\r\nX-Evil: 1', 'a=b', 'a;', '', '\u00e9'])(
    'a cookie that is called %j is refused before anything is sent',
    async cookie => {
      const { port, heard } = await listen();
      const sent = ways[name](errand(port, { cookies: { [cookie]: '1' } }));
      await expect(sent).rejects.toThrow("A cookie's name is");
      expect(heard).toEqual([]);
    },
  );

  test('a host that is not there is an error', async () => {
    await expect(ways[name](errand(1))).rejects.toThrow();
  });
});

test('socket returns at once, curl after a second, of a host that never answers', async () => {
  const { port } = await listen();
  const start = performance.now();
  await socket(errand(port));
  const afterSocket = performance.now();
  await curl(errand(port));
  const afterCurl = performance.now();
  expect(afterCurl - afterSocket).toBeGreaterThan(990);
  expect(afterCurl - afterSocket).toBeLessThan(5000);
  expect((afterSocket - start) / (afterCurl - afterSocket)).toBeLessThan(0.5);
});

test.skipIf(!onPath('openssl'))(
  'socket speaks TLS to a host whose certificate it trusts (needs openssl)',
  async () => {
    const folder = await newFolder();
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', keyFile, '-out', certFile];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    await run('openssl', ['req', ...kind, ...files, ...names]);
    const [key, cert] = await Promise.all([readFile(keyFile), readFile(certFile)]);
    const { port, heard } = await listen({ key, cert });
    const url = new URL(`https://localhost:${port}/path?a=1`);
    await expect(socket(errand(port, { url }))).rejects.toThrow(/self-signed/);
    expect(heard).toEqual([]);

    // Node reads what it is to trust once, when it starts.
    const script = `
    import { socket } from ${JSON.stringify(import.meta.resolve('../../demo-server/ways/socket.ts'))};
    await socket({ url: new URL('${url}'), method: 'POST', fields: { note: 'x' }, cookies: {} });`;
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script];
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certFile };
    await run(process.execPath, args, { env });
    await expect.poll(() => heard).toMatchObject([{ line: 'POST /path', evil: false }]);
  },
);

const launch = async ({ url }: { url: string }, way: string, query: string, origin = url) => {
  const headers = { origin };
  const answer = await fetch(`${url}/methods/${way}?${query}`, { method: 'POST', headers });
  return { status: answer.status, text: await answer.text() };
};

test.each([
  ['ms=1', 'run must be a name of up to 64 letters, digits, - and _'],
  ['run=a/../b', 'run must be a name of up to 64 letters, digits, - and _'],
  ['run=a&calls=51', 'calls must be a whole number from 1 to 50'],
  ['run=a&calls=0', 'calls must be a whole number from 1 to 50'],
  ['run=a&to=http://127.0.0.1:1', 'to must be own or other'],
  ['run=a&ms=-1', 'ms must be a whole number from 0 to 600000'],
  ['run=a&onDisconnect=x', "onDisconnect must be continue or stop, not 'x'"],
])('POST /methods/curl?%s is refused, and says why', async (query, reason) => {
  const server = await startServer();
  expect(await launch(server, 'curl', query)).toEqual({ status: 400, text: `${reason}.\n` });
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 400 }]);
});

test('POST /methods starts by no other way than the four', async () => {
  const server = await startServer();
  for (const way of ['exec', '__proto__', 'constructor', '..%2fslow']) {
    expect((await launch(server, way, 'run=a')).status).toBe(404);
  }
});

test('POST /methods reaches no other host and no other script', async () => {
  const server = await startServer();
  const { port, heard } = await listen();
  const other = encodeURIComponent(`http://127.0.0.1:${port}/`);
  const query = `run=a&url=${other}&host=127.0.0.1:${port}&port=${port}&name=${other}&ms=0`;
  for (const way of ['popen', 'curl', 'socket', 'pool']) {
    expect((await launch(server, way, query)).status).toBe(204);
  }
  const ends = async () => (await server.entries()).filter(({ event }) => event === 'finished');
  await expect.poll(ends).toHaveLength(4);
  expect(heard).toEqual([]);
  const paths = (await server.entries()).flatMap(({ path }) => path ?? []);
  expect(new Set(paths.filter(path => !path.startsWith('/methods/')))).toEqual(
    new Set(['/scripts/slow']),
  );
});

test('the other host is opened at the next request where it could not be at the first', async () => {
  const server = await startServer();
  const address = vi.spyOn(server.app.server, 'address').mockImplementationOnce(() => {
    throw new Error('No port is left');
  });
  vi.spyOn(console, 'error').mockImplementationOnce(() => {});
  onTestFinished(() => void vi.restoreAllMocks());
  expect((await fetch(`${server.url}/methods/other-host`)).status).toBe(500);
  expect((await fetch(`${server.url}/methods/other-host`)).status).toBe(200);
  expect(address).toHaveBeenCalled();
});

test('a visit may reach this server and its other host, and is framed by this server alone', async () => {
  const server = await startServer();
  const { port, pid } = await (await fetch(`${server.url}/methods/other-host`)).json();
  expect(pid).toBe(process.pid);
  const policyFor = async (host: string) => {
    const request = `GET /methods/visit HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    const answer = await exchange(server.port, request);
    return /^content-security-policy: (.*)\r$/m.exec(answer)?.[1];
  };
  const policy = await policyFor(`localhost:${server.port}`);
  expect(policy).toContain(`connect-src 'self' http://localhost:${port};`);
  expect(policy).toContain("default-src 'none';");
  expect(policy).toContain("frame-ancestors 'self'");
  // A policy cannot name an address of IPv6.
  expect(await policyFor(`[::1]:${server.port}`)).toContain("connect-src 'self' http:;");
  expect(await policyFor("x;script-src'unsafe-inline'")).toContain(`http://127.0.0.1:${port};`);

  await fetch(`http://127.0.0.1:${port}/scripts/slow?run=a`);
  expect((await server.entries())[0]).toMatchObject({ query: { run: 'a', host: 'other' } });
});

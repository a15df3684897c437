import { describe, expect, test, vi } from 'vitest';
import { descendants } from '../../e2e/browsers/processes/descendants.ts';
import { programs } from '../../setup/programs.ts';
import { startCommand } from './startCommand.ts';
import { startServer, type TestServer } from './startServer.ts';

/** What the script said at its end. */
async function reportOf(server: TestServer, run: string) {
  const find = async () =>
    (await server.entries()).find(({ path, query }) => path === '/collect' && query.run === run);
  await expect.poll(find).toBeDefined();
  return (await find()).query;
}

describe.skipIf(!programs.php.path())('the slow script in PHP (needs php)', () => {
  test('the slow script in PHP answers as it works, and ends as its client lets it', async () => {
    const server = await startServer();
    const call = (query: string, signal: AbortSignal | null = null) =>
      fetch(`${server.url}/php/slow.php?${query}`, { method: 'POST', body: 'id=7', signal });
    const answer = await call('ms=100&run=stays');
    expect(answer.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
    expect(await answer.text()).toBe('..........');
    expect(await reportOf(server, 'stays')).toMatchObject({
      steps: '10 of 10',
      connectionStatus: '0',
      sapi: 'cli-server',
    });

    const leave = new AbortController();
    const left = ['0', '1'].map(async ignore => {
      const query = `ms=1500&run=leaves-${ignore}&ignore=${ignore}`;
      await (await call(query, leave.signal)).text();
    });
    const received = async () =>
      (await server.entries()).filter(({ query }) => String(query?.run).startsWith('leaves'));
    await expect.poll(received).toHaveLength(2);
    leave.abort();
    for (const { status } of await Promise.allSettled(left)) expect(status).toBe('rejected');
    expect(await reportOf(server, 'leaves-1')).toMatchObject({
      steps: '10 of 10',
      connectionStatus: '1',
    });
    const stopped = await reportOf(server, 'leaves-0');
    expect(stopped.connectionStatus).toBe('1');
    expect(stopped.steps).toMatch(/^\d of 10$/);
    const events = (await server.entries()).map(({ event }) => event);
    expect(events.filter(event => event !== 'received')).toEqual(['gone', 'gone']);
  });

  test('pages of a configured origin may read what PHP answers, and isolated pages see that it has', async () => {
    const origin = 'https://example.com';
    const server = await startServer({ allowOrigin: [origin] });
    const url = `${server.url}/php/slow.php?sendoff=p.1.fetch.now`;
    const asks = { origin, 'access-control-request-method': 'PUT' };
    const preflight = await fetch(url, { method: 'OPTIONS', headers: asks });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    const answer = await fetch(url, { method: 'PUT', headers: { origin } });
    expect(await answer.text()).toBe('..........');
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const events = (await server.entries()).map(({ event }) => event);
    expect(events.slice(0, 2)).toEqual(['preflight', 'received']);
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'PHP ends with the server on %s, with all its workers',
    async signal => {
      const server = await startCommand('--port', '0', '--grace', '0');
      const url = await server.listening();
      expect((await fetch(`${url}/php/slow.php`)).status).toBe(200);
      const own = await descendants(server.child.pid as number);
      const php = own.find(({ command }) => command.includes('/php/scripts/'));
      const [address] = /127\.0\.0\.1:\d+/.exec(php?.command ?? '') ?? ['no PHP'];
      const running = async () =>
        (await descendants(1)).filter(({ command }) => command.includes(address));
      await expect.poll(async () => (await running()).length).toBeGreaterThan(16);
      server.child.kill(signal);
      await server.exit;
      await expect.poll(running).toEqual([]);
    },
  );
});

test('where PHP is not installed the answer says so', async () => {
  vi.stubEnv('PATH', '');
  const server = await startServer();
  const answer = await fetch(`${server.url}/php/slow.php`);
  vi.unstubAllEnvs();
  expect(answer.status).toBe(503);
  expect(await answer.text()).toBe('PHP is not installed here.\n');
  await server.stillServes();
});

test('no other file is served under /php/', async () => {
  const server = await startServer();
  for (const path of [
    '/php/',
    '/php/startPhp.ts',
    '/php/slow.php/../../app.ts',
    '/php/..%2fapp.ts',
  ]) {
    expect((await fetch(server.url + path)).status, path).toBe(404);
  }
});

import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startServer } from './startServer.ts';

test('a slow script answers when its time is over', async () => {
  const server = await startServer();
  const start = performance.now();
  const answer = await fetch(`${server.url}/scripts/slow?ms=150&sendoff=p.1.img.now`);
  expect(performance.now() - start).toBeGreaterThan(140);
  expect(answer.headers.get('content-type')).toBe('image/gif');
  const tag = { id: 'p.1' };
  expect(await server.entries()).toMatchObject([
    { event: 'received', request: 1, tag, query: { ms: '150' } },
    { event: 'finished', request: 1, tag, client: 'there' },
  ]);
});

test('a slow script goes on when its client has gone', async () => {
  const server = await startServer();
  const leave = new AbortController();
  const url = `${server.url}/scripts/slow?ms=400&sendoff=p.1.fetch.now`;
  const left = fetch(url, { method: 'POST', body: 'a=1', signal: leave.signal });
  await expect.poll(server.entries).toHaveLength(1);
  leave.abort();
  await expect(left).rejects.toThrow();
  await expect.poll(server.entries).toHaveLength(3);

  const [received, gone, finished] = await server.entries();
  expect(received).toMatchObject({ event: 'received', data: 'a=1' });
  expect(gone).toMatchObject({ event: 'gone', request: 1, tag: { id: 'p.1' } });
  expect(finished).toMatchObject({ event: 'finished', request: 1, client: 'gone' });
  expect(gone.after).toBeLessThan(finished.after);
  expect(finished.after).toBeGreaterThanOrEqual(399);
});

test('a client that leaves after the answer is not logged as gone', async () => {
  const server = await startServer();
  await fetch(`${server.url}/scripts/slow?ms=0`, { headers: { connection: 'close' } });
  await server.stillServes();
  expect((await server.entries()).map(({ event }) => event)).toEqual([
    'received',
    'finished',
    'received',
  ]);
});

test.each(['-1', '600001', 'soon', '1e3', ''])('ms=%s is refused, and says why', async ms => {
  const server = await startServer();
  const answer = await fetch(`${server.url}/scripts/slow?ms=${ms}`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe('ms must be a whole number from 0 to 600000.\n');
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 400 }]);
});

test('hundreds of slow scripts hold nothing up, and end with the server', async () => {
  const server = await startServer();
  const request = 'GET /scripts/slow?ms=600000 HTTP/1.1\r\nHost: x\r\n\r\n';
  const closed = Array.from(
    { length: 300 },
    () =>
      new Promise(resolve => {
        const socket = connect(server.port, '127.0.0.1', () => socket.write(request));
        socket.on('error', () => {});
        socket.on('close', resolve);
        socket.resume();
      }),
  );
  await expect.poll(server.entries).toHaveLength(300);
  await server.stillServes();

  const start = performance.now();
  await server.app.close();
  await Promise.all(closed);
  expect(performance.now() - start).toBeLessThan(10_000);
  // It was the server that left, not the clients; and no script has finished.
  const events = (await server.entries()).map(({ event }) => event);
  expect(new Set(events)).toEqual(new Set(['received']));
});

test.each([
  '/scripts/',
  '/scripts/other',
  '/scripts/slow/',
  '/scripts/slow.php',
  '/scripts/__proto__',
])('%s is no script', async path => {
  const server = await startServer();
  const answer = await fetch(server.url + path, { method: 'POST', body: 'a=1' });
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('There is no such script.\n');
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 404, path }]);
});

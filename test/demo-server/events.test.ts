import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { follow } from '../../demo-server/log/follow.ts';
import { watchReader } from '../../demo-server/log/watchReader.ts';
import { startServer, type TestServer } from './startServer.ts';

interface Message {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: an entry of any kind, or a number.
  data: any;
}

/** Reads the event stream as a browser does, for as long as the test runs. */
async function listen({ url }: TestServer): Promise<{ messages: Message[]; status: number }> {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const answer = await fetch(`${url}/events`, { signal: leave.signal });
  const messages: Message[] = [];
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (text + chunk).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: ([^\n]*)/m.exec(block)?.[1] ?? 'message';
        for (const [, line] of block.matchAll(/^data: ([^\n]*)/gm)) {
          messages.push({ event, data: JSON.parse(line ?? '') });
        }
      }
    }
  };
  read().catch(() => {});
  return { messages, status: answer.status };
}

const send = ({ app }: TestServer, payload: string) =>
  app.inject({ method: 'POST', url: '/collect', payload });

test('a viewer sees what was logged before it came, then what comes', async () => {
  const server = await startServer();
  await send(server, 'before');
  const { messages } = await listen(server);
  await expect.poll(() => messages.map(({ event }) => event)).toEqual(['message', 'caught-up']);
  await send(server, 'after');
  await expect.poll(() => messages).toHaveLength(3);
  expect(messages[0]?.data).toMatchObject({ event: 'received', data: 'before' });
  expect(messages[2]?.data).toMatchObject({ event: 'received', data: 'after' });
});

test('a viewer that asks for another type gets the stream all the same', async () => {
  const server = await startServer();
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const headers = { accept: 'application/json' };
  const answer = await fetch(`${server.url}/events`, { headers, signal: leave.signal });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch('text/event-stream');
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('after a restart a viewer sees what the file holds', async () => {
  const first = await startServer();
  await send(first, 'before the restart');
  const server = await startServer({ log: first.log });
  const { messages } = await listen(server);
  await expect.poll(() => messages[0]?.data.data).toBe('before the restart');
});

test('a viewer sees the last thousand lines', async () => {
  const server = await startServer();
  for (let count = 0; count < 1010; count += 1) await send(server, '');
  const { messages } = await listen(server);
  await expect.poll(() => messages.at(-1)?.event).toBe('caught-up');
  expect(messages).toHaveLength(1001);
  expect(messages[0]?.data.request).toBe(11);
});

test('a payload cannot end its event, nor start another', async () => {
  const server = await startServer();
  const { messages } = await listen(server);
  const payload = 'a\n\nevent: caught-up\ndata: 1\r\n\r\n\u2028';
  await send(server, payload);
  await expect.poll(() => messages).toHaveLength(2);
  expect(messages[1]?.data.data).toBe(payload);
});

test('the server ends while viewers look on', async () => {
  const server = await startServer();
  const { messages } = await listen(server);
  await expect.poll(() => messages).toHaveLength(1);
  const start = performance.now();
  await server.app.close();
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('the viewer after a hundred is turned away until one leaves', async () => {
  const server = await startServer();
  const sockets = Array.from({ length: 100 }, () => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    );
    socket.on('error', () => {});
    return socket;
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  await Promise.all(sockets.map(socket => new Promise(seen => socket.once('data', seen))));
  const { status, headers } = await fetch(`${server.url}/events`);
  expect(status).toBe(503);
  expect(Object.fromEntries(headers)).toMatchObject({ 'retry-after': '10', connection: 'close' });
  sockets[0]?.destroy();
  await expect.poll(async () => (await listen(server)).status).toBe(200);
  await server.stillServes();
});

test('of two thousand viewers a hundred look on, and the rest hold nothing', async () => {
  const server = await startServer();
  let [streams, refused, next] = [0, 0, 0];
  const open = new Set<Socket>();
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
  });
  // A few hundred at a time, each of which asks with the next one's connection when it is refused.
  const ask = () =>
    new Promise<void>(done => {
      next += 1;
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      );
      open.add(socket);
      socket.once('data', answer => {
        if (String(answer).startsWith('HTTP/1.1 200')) {
          streams += 1;
          socket.pause();
          done();
        } else refused += 1;
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        done();
      });
    });
  const row = async () => {
    while (next < 2_000) await ask();
  };
  await Promise.all(Array.from({ length: 200 }, row));
  expect({ streams, refused }).toEqual({ streams: 100, refused: 1_900 });
  const held = await new Promise(told =>
    server.app.server.getConnections((_, count) => told(count)),
  );
  expect(held).toBeLessThan(120);
  await server.stillServes();
});

test('a viewer that stands still is sent nothing, and then how many lines it has missed', async () => {
  let range = { first: 0, end: 3 };
  const line = (position: number) => (position === 1 ? 'x'.repeat(64 * 1024) : `line ${position}`);
  const stream = follow(
    { range: () => range, at: line, more: () => Promise.reject() },
    new AbortController().signal,
  );
  const next = async () => (await stream.next()).value;
  expect(await next()).toEqual({ data: `line 0\n${line(1)}` });
  range = { first: 500, end: 502 };
  expect(await next()).toEqual({ event: 'skipped', data: '498' });
  expect(await next()).toEqual({ data: 'line 500\nline 501' });
});

test('a viewer that reads nothing is dropped, and its place is free', async () => {
  const server = await startServer({ readTimeout: 200 });
  const socket = connect(server.port, '127.0.0.1', () =>
    socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  );
  socket.on('error', () => {});
  const peer = await new Promise<Socket>(found => server.app.server.once('connection', found));
  socket.pause();
  const payload = 'x'.repeat(8000);
  for (let count = 0; count < 1500; count += 1) await send(server, payload);
  await expect.poll(() => peer.destroyed).toBe(true);
});

test('a viewer that reads is kept, however long nothing comes', async () => {
  const server = await startServer({ readTimeout: 50 });
  const { messages } = await listen(server);
  await expect.poll(() => messages).toHaveLength(1);
  const start = performance.now();
  await expect.poll(() => performance.now() - start).toBeGreaterThan(200);
  await send(server, 'later');
  await expect.poll(() => messages).toHaveLength(2);
});

test('a viewer that does not read costs no memory, however much is logged', async () => {
  const server = await startServer();
  const socket = connect(server.port, '127.0.0.1', () =>
    socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  );
  onTestFinished(() => {
    socket.destroy();
  });
  const peer = await new Promise<Socket>(found => server.app.server.once('connection', found));
  socket.pause();
  const payload = 'x'.repeat(8000);
  for (let count = 0; count < 1500; count += 1) await send(server, payload);
  // Past what the kernel buffers, the server holds one event and not all that came after it.
  expect(peer.writableLength).toBeLessThan(200_000);
  expect(peer.bytesWritten).toBeLessThan(1500 * 8000);
});

test('a viewer that has left in the middle of a line is not waited for', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const left = new AbortController();
  const stuck = vi.fn();
  async function* lines() {
    yield 'one';
    yield 'two';
  }
  const reader = watchReader(lines(), { patience: 30_000, left: left.signal, stuck });
  await reader.next();
  expect(vi.getTimerCount()).toBe(1);
  left.abort();
  expect(vi.getTimerCount()).toBe(0);
});

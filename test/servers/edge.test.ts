import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';

interface Message {
  id?: string;
  type?: string | null;
  search: string;
  body: string;
}

interface Worker {
  fetch(
    request: Request,
    env: { TRIGGERS: { send(message: Message): Promise<void> } },
  ): Promise<Response>;
  queue(batch: {
    messages: readonly {
      body: Message;
      ack(): void;
      retry(how?: { delaySeconds: number }): void;
    }[];
  }): Promise<void>;
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
let worker: Worker;

/** The recipe as it stands but for the work, for a runtime that has Web types alone. */
beforeAll(async () => {
  const folder = path('../../docs/servers/edge/');
  const code = await readFile(`${folder}worker.js`, 'utf8');
  const { outputFiles } = await build({
    stdin: {
      contents: code.replace(/console\.log\(.*\)/, 'await globalThis.work(trigger)'),
      resolveDir: folder,
    },
    alias: { 'sendoff/server': path('../../src/server.ts') },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  worker = (await import(/* @vite-ignore */ `data:text/javascript;base64,${text}`)).default;
});

const URL_OF = 'https://example.com/trigger?sendoff=k3j2.1.fetch.now';

async function ask(url: string, init: RequestInit = {}) {
  const sent: Message[] = [];
  const TRIGGERS = { send: async (message: Message) => void sent.push(message) };
  const answer = await worker.fetch(new Request(url, init), { TRIGGERS });
  return { answer, sent };
}

test('at the edge, a trigger is queued before it is answered', async () => {
  const { answer, sent } = await ask(URL_OF, { method: 'POST', body: 'id=7' });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(sent).toMatchObject([
    { id: 'k3j2.1', method: 'POST', search: '?sendoff=k3j2.1.fetch.now', body: 'id=7' },
  ]);
});

test('at the edge, a body is queued as it came, with its type', async () => {
  const type = 'application/x-www-form-urlencoded';
  const init = { method: 'POST', headers: { 'content-type': type }, body: '\uFEFFid=ä' };
  const { sent } = await ask(URL_OF, init);
  expect(sent).toMatchObject([{ type, body: '\uFEFFid=ä' }]);
});

test('at the edge, a trigger that cannot be queued is logged, and answered 500', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => logged.mockRestore());
  const TRIGGERS = { send: () => Promise.reject(new Error('full')) };
  const answer = await worker.fetch(new Request(URL_OF), { TRIGGERS });
  expect(answer.status).toBe(500);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.text()).toBe('It was not written down.\n');
  expect(logged.mock.calls).toEqual([[new Error('full')]]);
});

test('at the edge, an image is answered with one', async () => {
  const { answer } = await ask(URL_OF, { headers: { 'sec-fetch-dest': 'image' } });
  expect(answer.headers.get('content-type')).toBe('image/gif');
});

test.each([
  ['another path', 'https://example.com/', {}, 404],
  ['another HTTP method', URL_OF, { method: 'DELETE' }, 405],
  [
    'a larger body',
    URL_OF,
    { method: 'POST', body: 'x', headers: { 'content-length': '65537' } },
    413,
  ],
  ['a tag that is none', 'https://example.com/trigger?sendoff=forged', {}, 400],
  ['what is no text', URL_OF, { method: 'POST', body: new Uint8Array([0xff, 0xfe]) }, 415],
] as const)('at the edge, %s is refused, and not queued', async (_, url, init, status) => {
  const { answer, sent } = await ask(url, init);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(answer.headers.get('allow')).toBe(status === 405 ? 'GET, HEAD, POST' : null);
  expect(sent).toEqual([]);
});

test('at the edge, a larger body that does not say so is refused, and not queued', async () => {
  const parts = ['x'.repeat(65_536), 'x'];
  const body = new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  const { answer, sent } = await ask(URL_OF, init);
  expect(answer.status).toBe(413);
  expect(sent).toEqual([]);
});

test('at the edge, work that fails is tried again, and none other', async () => {
  const done: string[] = [];
  Object.assign(globalThis, {
    work: async ({ body }: Message) => {
      if (body === 'bad') throw new Error(body);
      done.push(body);
    },
  });
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => error.mockRestore());
  const verdicts: string[] = [];
  const messageOf = (body: string) => ({
    body: { search: '', body },
    ack: () => verdicts.push(`${body} done`),
    retry: (how?: { delaySeconds: number }) =>
      verdicts.push(`${body} again in ${how?.delaySeconds} s`),
  });
  await worker.queue({ messages: ['one', 'bad', 'two'].map(messageOf) });
  expect(done).toEqual(['one', 'two']);
  expect(verdicts).toEqual(['one done', 'bad again in 60 s', 'two done']);
  expect(error).toHaveBeenCalledWith(new Error('bad'));
});

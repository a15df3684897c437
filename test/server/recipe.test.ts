import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newFolder } from '../newFolder.ts';

type Handler = (request: Request) => Promise<Response>;
type Call = { id?: string; url: string; text: string };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The handler of `docs/server.md`, bundled with the package for a runtime that has Web types only. */
async function recipe() {
  const docs = await readFile(join(ROOT, 'docs/server.md'), 'utf8');
  const [, code] = /^## A Web-standard handler$.*?```js\n(.*?)```/ms.exec(docs) ?? [];
  const folder = await newFolder();
  const outfile = join(folder, 'recipe.mjs');
  const { metafile } = await build({
    stdin: { contents: code as string, resolveDir: ROOT },
    alias: { 'sendoff/server': join(ROOT, 'src/server.ts') },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    metafile: true,
    write: false,
    outfile,
  }).then(async result => {
    await writeFile(outfile, result.outputFiles[0]?.text ?? '');
    return result;
  });
  const { createHandler } = await import(/* @vite-ignore */ pathToFileURL(outfile).href);
  return { createHandler: createHandler as (work: (call: Call) => unknown) => Handler, metafile };
}

const post = (tag: string, body: string) =>
  new Request(`https://a.test/s?sendoff=${tag}`, { method: 'POST', body });

test('the Web-standard handler does the work once for each id, and answers each copy at once', async () => {
  const { createHandler } = await recipe();
  const done: string[] = [];
  const handle = createHandler(async ({ text }) => {
    await new Promise(() => done.push(text)); // the work never ends, and nobody waits for it
  });
  for (const [tag, body] of [
    ['p.1.fetch.now', 'one'],
    ['p.1.fetch.now', 'one'],
    ['p.2.beacon.hidden', 'two'],
    ['q.1.fetch.now', 'three'],
  ] as const) {
    const answer = await handle(post(tag, body));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  expect(done).toEqual(['one', 'two', 'three']);

  // Its answer lets the call itself come, with the same tag.
  const url = 'https://a.test/s?sendoff=p.9.fetch.now';
  expect((await handle(new Request(url, { method: 'OPTIONS' }))).status).toBe(405);
  await handle(post('p.9.fetch.now', 'nine'));
  expect(done).toEqual(['one', 'two', 'three', 'nine']);

  const image = await handle(new Request('https://a.test/s?sendoff=p.3.img.load'));
  expect(image.status).toBe(200);
  expect(image.headers.get('content-type')).toBe('image/gif');
  expect((await image.arrayBuffer()).byteLength).toBe(42);
});

test("the Web-standard handler's work has the id, and the URL, in which a GET has its data", async () => {
  const { createHandler } = await recipe();
  const calls: Call[] = [];
  const url = 'https://a.test/s?id=7&sendoff=r.1.img.load';
  await createHandler(call => calls.push(call))(new Request(url));
  await expect.poll(() => calls).toEqual([{ id: 'r.1', url, text: '' }]);
});

test('an upload that breaks off leaves the work to its retry', async () => {
  const { createHandler } = await recipe();
  const done: string[] = [];
  const handle = createHandler(({ text }) => done.push(text));
  const url = 'https://a.test/s?sendoff=p.1.fetch.now';
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('on'));
      controller.error(new Error('cut'));
    },
  });
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  await expect(handle(new Request(url, init))).rejects.toThrow('cut');
  expect((await handle(post('p.1.fetch.now', 'one'))).status).toBe(204);
  expect(done).toEqual(['one']);
});

test('work that throws at once is logged, and its sender has its answer', async () => {
  const { createHandler } = await recipe();
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => logged.mockRestore());
  const handle = createHandler(() => {
    throw new Error('broken');
  });
  expect((await handle(post('p.1.fetch.now', 'one'))).status).toBe(204);
  await expect.poll(() => logged.mock.calls).toEqual([[new Error('broken')]]);
});

test('sendoff/server has no dependency, no Node built-in, and nothing of the page', async () => {
  const { metafile } = await recipe();
  const [output] = Object.values(metafile.outputs);
  expect(output?.imports).toEqual([]);
  const files = Object.entries(output?.inputs ?? {}).filter(
    ([, { bytesInOutput }]) => bytesInOutput,
  );
  expect(
    files
      .map(([file]) =>
        file
          .split('/src/')
          .at(-1)
          ?.replace(/^src\//, ''),
      )
      .sort(),
  ).toEqual([
    '<stdin>',
    'check.ts',
    'server/answerFor.ts',
    'server/carriers.ts',
    'server/createLedger.ts',
    'server/readTag.ts',
  ]);
});

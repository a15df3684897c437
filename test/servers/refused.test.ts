import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { lacking, type RecipeName, recipes } from './recipes.ts';
import { FORM, formOf, LIMIT, post, withRecipe } from './withRecipe.ts';

/** What is refused, and with which status. */
const REFUSED: Readonly<Record<string, [RequestInit, status: number, query?: string]>> = {
  'more than 64 KiB of text': [post('x'.repeat(LIMIT + 1)), 413],
  'more than 64 KiB of a form': [post(`id=${'x'.repeat(LIMIT)}`, FORM), 413],
  'more than 64 KiB of JSON': [post(`"${'x'.repeat(LIMIT)}"`, 'application/json'), 413],
  'more than 64 KiB of a multipart form': [post(formOf({ id: 'x'.repeat(LIMIT) })), 413],
  'more than 64 KiB without a type': [post(new Uint8Array(LIMIT + 1)), 413],
  'a compressed body': [
    {
      method: 'POST',
      body: gzipSync('x'.repeat(LIMIT)),
      headers: { 'content-encoding': 'gzip', 'content-type': FORM },
    },
    415,
  ],
  'a file': [post(fileForm()), 415],
  'bytes that are no text': [post(new Uint8Array([0xff, 0xfe])), 415],
  'a multipart form without a boundary': [post('id=7', 'multipart/form-data'), 400],
  'a tag that is none': [post(''), 400, 'sendoff=forged'],
  'a tag of a transport that is none': [post(''), 400, 'sendoff=abc.1.pigeon.now'],
  'two tags': [post(''), 400, 'sendoff=abc.1.fetch.now&sendoff=forged'],
  'a tag whose number is none': [post(''), 400, 'sendoff=abc.0.fetch.now'],
  'a tag with a line feed': [post(''), 400, 'sendoff=abc.1.fetch.now%0A'],
  ...Object.fromEntries(
    ['OPTIONS', 'DELETE', 'PUT', 'PATCH'].map(method => [method, [{ method }, 405]]),
  ),
};

function fileForm(): FormData {
  const data = formOf({ id: '7' });
  data.append('file', new Blob(['hello']), 'hello.txt');
  return data;
}

function expectRefusal(answer: Response, text: string, status: number) {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text, 'a line that names no file').toMatch(/^[\w ,.<>-]+\n$/);
}

for (const name of Object.keys(recipes) as RecipeName[]) {
  const isPixel = name === 'nginx alone, as a pixel log';
  const isQueue = name === 'PHP with a queue in Redis';

  withRecipe(name, ({ recipe, send, raw, find, marker }) => {
    test.each(Object.entries(REFUSED))(
      `${name} refuses, with the documented status: %s`,
      async (_, [init, status, query]) => {
        const { answer, key, text } = await send(init, query);
        const isBody = isPixel && init.method === 'POST' && init.body !== '';
        expectRefusal(answer, text, isBody ? 413 : status);
        if (status === 405) expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
        await marker();
        expect(await find(key)).toEqual([]);
      },
    );

    test(`${name} takes nothing of nine megabytes: it answers 413, or hangs up`, async () => {
      const body = 'x'.repeat(9_000_000);
      const sent = fetch(`${recipe().url}?key=megabytes`, { method: 'POST', body });
      expect(await sent.then(({ status }) => status).catch(() => 413)).toBe(413);
      await marker();
      expect(await find('megabytes')).toEqual([]);
    });

    test(`${name} gives no other file of its folder`, async () => {
      for (const path of [
        '/',
        '/receive.php',
        '/work.php',
        '/triggers.ndjson',
        '/nginx.conf',
        '/trigger.php/x',
        '/%2e%2e/etc/passwd',
        '/trigger.php/../work.php',
        '/.//../work.php',
      ])
        expect(await raw(`GET ${path} HTTP/1.1`), path).toMatch(/^HTTP\/1.1 40[034] /);
    });
  });

  if (!isPixel && !isQueue) {
    test.skipIf(lacking(name))(
      `${name} leaves no half line of a trigger that the disk had no room for${lacking(name)}`,
      async () => {
        const recipe = await recipes[name].start({}, 16);
        onTestFinished(recipe.end);
        const statuses: number[] = [];
        for (const body of ['x'.repeat(5000), 'y'.repeat(5000), 'z'])
          statuses.push((await fetch(recipe.url, post(body))).status);
        expect(statuses).toEqual([recipe.empty, 500, recipe.empty]);
        expect((await recipe.lines()).map(({ body }) => body)).toEqual(['x'.repeat(5000), 'z']);
      },
    );

    test.skipIf(lacking(name))(
      `${name} answers 500 to what it cannot write down${lacking(name)}`,
      async () => {
        const recipe = await recipes[name].start();
        onTestFinished(recipe.end);
        await mkdir(join(recipe.folder, 'triggers.ndjson'));
        const answer = await fetch(recipe.url);
        expectRefusal(answer, await answer.text(), 500);
      },
    );
  }
}

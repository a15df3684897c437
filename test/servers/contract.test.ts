import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange } from '../demo-server/exchange.ts';
import { type Line, missing, type Recipe, type RecipeName, recipes } from './recipes.ts';

const LIMIT = 64 * 1024;
const FORM = 'application/x-www-form-urlencoded';

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

function post(body: BodyInit, type?: string): RequestInit {
  return { method: 'POST', body, ...(type !== undefined && { headers: { 'content-type': type } }) };
}

const MANY_FIELDS = Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`f${n}`, `${n}`]));
/** As many fields as 64 KiB can hold, and the one that matters at their end. */
const MOST_FIELDS = `${'a&'.repeat(32_765)}id=7`;
const EVENTS = '{"n":1,"event":"a"}\n{"n":2,"event":"b"}\n';

const HALF_FORM =
  '--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhalf';
const HALF_LARGE_FORM = HALF_FORM.replace('7', '7'.repeat(30_000));

/** What the SDK sends, and hostile bodies, each with what the log must say of it. */
const BODIES: Readonly<Record<string, [RequestInit, body: unknown]>> = {
  'a form': [post(new URLSearchParams({ id: '7', note: 'ä &=+%' })), { id: '7', note: 'ä &=+%' }],
  'a multipart form': [post(form({ id: '7', note: 'ä\r\n"' })), { id: '7', note: 'ä\r\n"' }],
  'JSON as text/plain': [post('{"id":7,"note":"ä"}'), { id: 7, note: 'ä' }],
  'JSON as application/json': [post('{"id":7}', 'application/json'), { id: 7 }],
  'a JSON array': [post('[{"n":1},{"n":2}]'), [{ n: 1 }, { n: 2 }]],
  'events, a line each': [post(EVENTS), EVENTS],
  text: [post('hello ä\u0000\u2028'), 'hello ä\u0000\u2028'],
  'a number as text': [post('7'), '7'],
  'a blob without a type': [post(new Blob(['hello'])), 'hello'],
  'an empty body': [post(''), undefined],
  'no body': [{ method: 'POST' }, undefined],
  '1,500 fields': [post(new URLSearchParams(MANY_FIELDS)), MANY_FIELDS],
  '400 multipart fields': [
    post(form(Object.fromEntries(Object.entries(MANY_FIELDS).slice(0, 400)))),
    Object.fromEntries(Object.entries(MANY_FIELDS).slice(0, 400)),
  ],
  '32,766 fields': [post(MOST_FIELDS, FORM), expect.objectContaining({ id: '7' })],
  '64 KiB': [post('x'.repeat(LIMIT)), 'x'.repeat(LIMIT)],
  '64 KiB of line feeds': [post('\n'.repeat(LIMIT)), '\n'.repeat(LIMIT)],
  'a forged line': [
    post(`id=${encodeURIComponent('7"}\n{"forged":1}\r\n')}`, FORM),
    { id: '7"}\n{"forged":1}\r\n' },
  ],
  'JSON with __proto__': [
    post('{"__proto__":{"x":1},"id":7}'),
    JSON.parse('{"__proto__":{"x":1},"id":7}'),
  ],
  'a form with __proto__': [
    post('__proto__=1&constructor=2', FORM),
    JSON.parse('{"__proto__":"1","constructor":"2"}'),
  ],
  'escaped bytes that are no UTF-8': [post('id=%FF', FORM), { id: '\uFFFD' }],
  'a field’s name that is no UTF-8': [post('%FF=7', FORM), { '\uFFFD': '7' }],
  'JSON that nests too deep': [
    post('['.repeat(30_000) + ']'.repeat(30_000)),
    '['.repeat(30_000) + ']'.repeat(30_000),
  ],
  'JSON that ends too early': [post('{"id":7'), '{"id":7'],
};

/** What is refused, and with which status. */
const REFUSED: Readonly<Record<string, [RequestInit, status: number, query?: string]>> = {
  'more than 64 KiB of text': [post('x'.repeat(LIMIT + 1)), 413],
  'more than 64 KiB of a form': [post(`id=${'x'.repeat(LIMIT)}`, FORM), 413],
  'more than 64 KiB of JSON': [post(`"${'x'.repeat(LIMIT)}"`, 'application/json'), 413],
  'more than 64 KiB of a multipart form': [post(form({ id: 'x'.repeat(LIMIT) })), 413],
  'more than 64 KiB without a type': [post(new Uint8Array(LIMIT + 1)), 413],
  'nine megabytes': [post('x'.repeat(9_000_000)), 413],
  'bytes that are no text': [post(new Uint8Array([0xff, 0xfe])), 415],
  'a multipart form without a boundary': [post('id=7', 'multipart/form-data'), 400],
  'a tag that is none': [post(''), 400, 'sendoff=forged'],
  'a tag with a line feed': [post(''), 400, 'sendoff=abc.1.fetch.now%0A'],
  ...Object.fromEntries(
    ['OPTIONS', 'DELETE', 'PUT', 'PATCH'].map(method => [method, [{ method }, 405]]),
  ),
};

/** Whoever has left has left before the answer: there PHP would stop. */
const slowForLeft = (text: string) =>
  text.replace(/(?=ignore_user_abort)/, "if (($_GET['key'] ?? '') === 'left') usleep(300000);\n");

let count = 0;

for (const name of Object.keys(recipes) as RecipeName[]) {
  const lacking = missing(name);
  const isPixel = name === 'nginx alone, as a pixel log';
  const isQueue = name === 'PHP with a queue in Redis';
  describe.skipIf(lacking.length > 0)(
    lacking.length > 0 ? `${name} (needs ${lacking.join(', ')})` : name,
    () => {
      let recipe: Recipe;
      beforeAll(async () => {
        recipe = await recipes[name].start({ 'receive.php': slowForLeft });
      }, 30_000);
      afterAll(() => recipe?.end());

      /** Sends a trigger, and gives its answer and a key that finds its line. */
      const send = async (init: RequestInit, query = '') => {
        count += 1;
        const answer = await fetch(`${recipe.url}?key=${count}&${query}`, init);
        return { answer, key: `${count}`, text: await answer.text() };
      };
      const find = async (key: string): Promise<readonly Line[]> =>
        (await recipe.lines()).filter(({ query }) => query.key === key);
      /** Resolves when a trigger that is sent now has been written down. */
      const marker = async () => {
        const { answer, key } = await send({});
        expect(answer.status).toBe(recipe.empty);
        await expect.poll(() => find(key)).toHaveLength(1);
      };
      const expectRefusal = (answer: Response, text: string, status: number) => {
        expect(answer.status).toBe(status);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(text, 'a line of plain text').toMatch(/^[\w ,.<>/-]+\n$/);
        expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      };

      test.each(isPixel ? [] : Object.entries(BODIES))(
        `${name} writes down, whole: %s`,
        async (_, [init, body]) => {
          const { answer, key } = await send(init);
          expect(answer.status).toBe(recipe.empty);
          expect(answer.headers.get('cache-control')).toBe('no-store');
          await expect.poll(() => find(key)).toHaveLength(1);
          const [line] = await find(key);
          expect(line).toMatchObject({ method: 'POST', query: { key } });
          expect(line?.body).toEqual(body);
        },
      );

      test(`${name} writes down a query with hostile fields, as one line`, async () => {
        const hostile = '"}\n{"forged":1}\r\n\u2028';
        const query = `note=${encodeURIComponent(hostile)}&__proto__=x`;
        const { answer, key } = await send({}, query);
        expect(answer.status).toBe(recipe.empty);
        await expect.poll(() => find(key)).toHaveLength(1);
        expect((await find(key))[0]).toMatchObject({ method: 'GET', query: { note: hostile } });
      });

      test.each(Object.entries(REFUSED).filter(([, [, status]]) => !isPixel || status !== 415))(
        `${name} refuses, with the documented status: %s`,
        async (kind, [init, status, query]) => {
          const { answer, key, text } = await send(init, query);
          const isBody = isPixel && init.method === 'POST' && init.body !== '';
          expectRefusal(answer, text, isBody ? 413 : status);
          if (status === 405) expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
          await marker();
          expect(await find(key), kind).toEqual([]);
        },
      );

      test(`${name} takes GET and HEAD, and gives an image what it can show`, async () => {
        const head = await send({ method: 'HEAD' });
        expect(head.answer.status).toBe(recipe.empty);
        await expect.poll(() => find(head.key)).toMatchObject([{ method: 'HEAD' }]);
        if (isPixel) return;
        const image = await send({ headers: { 'sec-fetch-dest': 'image' } });
        expect(image.answer.headers.get('content-type')).toBe('image/gif');
        expect(image.answer.headers.get('cache-control')).toBe('no-store');
        expect(image.text).toMatch(/^GIF89a/);
        await expect.poll(() => find(image.key)).toHaveLength(1);
      });

      test.skipIf(isPixel || isQueue)(
        `${name} answers before a second of work, which it does also for a client that has left`,
        async () => {
          const socket = connect(recipe.port, '127.0.0.1', () => {
            const head = `GET ${recipe.path}?key=left HTTP/1.1\r\nHost: localhost\r\n\r\n`;
            socket.write(head, () => socket.resetAndDestroy());
          });
          const keys = ['left'];
          for (const [body] of [
            [new URLSearchParams({ id: '7' })],
            [form({ id: '7' })],
            ['{"id":7}'],
          ]) {
            const start = performance.now();
            const { answer, key } = await send(post(body as BodyInit));
            expect(answer.status).toBe(recipe.empty);
            // The next may come by the same connection.
            expect(performance.now() - start).toBeLessThan(800);
            keys.push(key);
          }
          const done = async () => (await recipe.done()).map(({ query }) => query.key);
          await expect.poll(done).toEqual(expect.arrayContaining(keys));
        },
      );

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
        ]) {
          const raw = await exchange(
            recipe.port,
            `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
          );
          expect(raw, path).toMatch(/^HTTP\/1.1 40[034] /);
        }
      });

      const raw = (lines: string, body = '') =>
        exchange(recipe.port, `${lines}\r\nHost: localhost\r\nConnection: close\r\n\r\n${body}`);

      test(`${name} refuses what no browser sends: chunks over 64 KiB, raw bytes in the URL, foreign expectations`, async () => {
        const chunk = `${(50_000).toString(16)}\r\n${'x'.repeat(50_000)}\r\n`;
        const chunks = await raw(
          `POST ${recipe.path}?key=chunks HTTP/1.1\r\nTransfer-Encoding: chunked`,
          `${chunk}${chunk}0\r\n\r\n`,
        );
        expect(chunks).toMatch(/^HTTP\/1.1 41[13] /);
        const both = await raw(
          `POST ${recipe.path}?key=both HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked`,
          '0\r\n\r\n',
        );
        expect(both).toMatch(/^HTTP\/1.1 4/);
        const expects = await raw(`POST ${recipe.path}?key=expects HTTP/1.1\r\nExpect: nonsense`);
        expect(expects).toMatch(/^HTTP\/1.1 (417|20[04])/);
        await marker();
        for (const key of ['chunks', 'both']) expect(await find(key)).toEqual([]);
      });

      test(`${name} reads a body that was announced by Expect: 100-continue`, async () => {
        const answer = await raw(
          `POST ${recipe.path}?key=continue HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4`,
          'id=7',
        );
        if (isPixel) return expect(answer).toMatch(/HTTP\/1.1 413 /);
        expect(answer).toMatch(/HTTP\/1.1 20[04] /);
        await expect.poll(() => find('continue')).toMatchObject([{ body: 'id=7' }]);
      });

      test(`${name} writes JSON in UTF-8, whatever bytes a header or a URL holds`, async () => {
        const bytes = Buffer.from(
          `GET ${recipe.path}?key=bytes&note=\xff HTTP/1.1\r\nHost: localhost\r\nReferer: \xff"\r\nConnection: close\r\n\r\n`,
          'latin1',
        );
        expect(await exchange(recipe.port, bytes)).toMatch(/^HTTP\/1.1 (20|400)/);
        await marker();
        expect((await find('bytes')).length).toBeLessThanOrEqual(1);
      });

      test.each([
        ['text', 'text/plain', 'half'],
        ['form', FORM, 'id=7&note=half'],
        ['multipart form', 'multipart/form-data; boundary=b', HALF_FORM],
        ['large multipart form', 'multipart/form-data; boundary=b', HALF_LARGE_FORM],
      ])(
        `${name} writes nothing of a client that leaves in the middle of its %s`,
        async (_, type, half) => {
          const head = [
            `POST ${recipe.path}?key=half HTTP/1.1`,
            'Host: localhost',
            `Content-Type: ${type}`,
            'Content-Length: 60000',
          ];
          for (const leave of ['end', 'resetAndDestroy'] as const) {
            const socket = connect(recipe.port, '127.0.0.1', () =>
              socket.write(`${head.join('\r\n')}\r\n\r\n${half}`, () => socket[leave]()),
            ).resume();
            await new Promise(resolve => socket.on('close', resolve));
          }
          await marker();
          expect(await find('half')).toEqual([]);
        },
      );

      test.skipIf(isPixel || isQueue)(
        `${name} answers 500 to what it cannot write down`,
        async () => {
          const own = await recipes[name].start();
          try {
            await mkdir(join(own.folder, 'triggers.ndjson'));
            const answer = await fetch(own.url);
            expectRefusal(answer, await answer.text(), 500);
          } finally {
            await own.end();
          }
        },
      );
    },
  );
}

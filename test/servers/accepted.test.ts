import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { type RecipeName, recipes } from './recipes.ts';
import { FORM, formOf, LIMIT, post, withRecipe } from './withRecipe.ts';

const MANY_FIELDS = Object.fromEntries(Array.from({ length: 1500 }, (_, n) => [`f${n}`, `${n}`]));
/** As many fields as 64 KiB can hold, and the one that matters at their end. */
const MOST_FIELDS = `${'a&'.repeat(32_765)}id=7`;
const EVENTS = '{"n":1,"event":"a"}\n{"n":2,"event":"b"}\n';

/** What the SDK sends, and hostile bodies, each with what the log must say of it. */
const BODIES: Readonly<Record<string, [RequestInit, body: unknown]>> = {
  'a form': [post(new URLSearchParams({ id: '7', note: 'ä &=+%' })), { id: '7', note: 'ä &=+%' }],
  'a multipart form': [post(formOf({ id: '7', note: 'ä\r\n"' })), { id: '7', note: 'ä\r\n"' }],
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
    post(formOf(Object.fromEntries(Object.entries(MANY_FIELDS).slice(0, 400)))),
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
  'JSON that nests almost too deep': [
    post(`${'['.repeat(512)}${']'.repeat(512)}`),
    expect.anything(),
  ],
  'JSON with a number that is too large': [post('{"id":1e999}'), expect.anything()],
  'JSON that ends too early': [post('{"id":7'), '{"id":7'],
};

/** Whoever has left has left before the answer: there PHP would stop. */
const slowForLeft = (text: string) =>
  text.replace(/(?=ignore_user_abort)/, "if (($_GET['key'] ?? '') === 'left') usleep(300000);\n");

for (const name of Object.keys(recipes) as RecipeName[]) {
  const isPixel = name === 'nginx alone, as a pixel log';
  const isQueue = name === 'PHP with a queue in Redis';

  withRecipe(
    name,
    ({ recipe, send, find }) => {
      test.each(isPixel ? [] : Object.entries(BODIES))(
        `${name} logs, whole: %s`,
        async (_, [init, body]) => {
          const { answer, key } = await send(init);
          expect(answer.status).toBe(recipe().empty);
          expect(answer.headers.get('cache-control')).toBe('no-store');
          expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
          await expect.poll(() => find(key)).toHaveLength(1);
          const [line] = await find(key);
          expect(line).toMatchObject({ method: 'POST', query: { key } });
          expect(line?.body).toEqual(body);
        },
      );

      test(`${name} logs a query with hostile fields, as one line`, async () => {
        const hostile = '"}\n{"forged":1}\r\n\u2028';
        const query = `note=${encodeURIComponent(hostile)}&__proto__=x`;
        const { answer, key } = await send({}, query);
        expect(answer.status).toBe(recipe().empty);
        await expect.poll(() => find(key)).toHaveLength(1);
        expect((await find(key))[0]).toMatchObject({ method: 'GET', query: { note: hostile } });
      });

      test(`${name} takes HEAD`, async () => {
        const { answer, key } = await send({ method: 'HEAD' });
        expect(answer.status).toBe(recipe().empty);
        await expect.poll(() => find(key)).toMatchObject([{ method: 'HEAD' }]);
      });

      const askers = {
        'an image': [{ headers: { 'sec-fetch-dest': 'image' } }, ''],
        'an image in Safari before 16.4, which its tag alone tells': [
          {},
          `sendoff=${randomUUID()}.1.img.load`,
        ],
      } as const;
      for (const [asker, [init, query]] of isPixel ? [] : Object.entries(askers))
        test(`${name} gives ${asker} one that it can show`, async () => {
          const { answer, text, key } = await send(init, query);
          expect(answer.status).toBe(200);
          expect(answer.headers.get('content-type')).toBe('image/gif');
          expect(answer.headers.get('content-length')).toBe('42');
          expect(answer.headers.get('cache-control')).toBe('no-store');
          expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
          expect(text).toMatch(/^GIF89a/);
          await expect.poll(() => find(key)).toHaveLength(1);
        });

      if (!isPixel && !isQueue)
        test(`${name} answers before a second of work, which it does also for a client that has left`, async () => {
          const { port, path, empty, done } = recipe();
          const socket = connect(port, '127.0.0.1', () => {
            const head = `GET ${path}?key=left HTTP/1.1\r\nHost: localhost\r\n\r\n`;
            socket.write(head, () => socket.resetAndDestroy());
          });
          const keys = ['left'];
          const waits: number[] = [];
          const fields = { id: '7' };
          for (const body of [new URLSearchParams(fields), formOf(fields), '{"id":7}']) {
            const start = performance.now();
            const { answer, key } = await send(post(body));
            expect(answer.status).toBe(empty);
            // The next may come by the same connection.
            waits.push(performance.now() - start);
            keys.push(key);
          }
          // On a busy machine one of them may take a second for other reasons.
          expect(Math.min(...waits)).toBeLessThan(800);
          const worked = async () => (await done()).map(({ query }) => query.key);
          await expect.poll(worked).toEqual(expect.arrayContaining(keys));
        });
    },
    { 'receive.php': slowForLeft },
  );
}

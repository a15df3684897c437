import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { type RecipeName, recipes } from './recipes.ts';
import { FORM, withRecipe } from './withRecipe.ts';

const CHUNK = `${(50_000).toString(16)}\r\n${'x'.repeat(50_000)}\r\n`;
const HALF_FORM =
  '--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhalf';
const HALF_LARGE_FORM = HALF_FORM.replace('7', '7'.repeat(30_000));

for (const name of Object.keys(recipes) as RecipeName[]) {
  const isPixel = name === 'nginx alone, as a pixel log';
  const isNode = ['Express', 'Fastify', 'Express behind nginx'].includes(name);

  withRecipe(name, ({ recipe, raw, find, marker }) => {
    const post = (key: string) => `POST ${recipe().path}?key=${key} HTTP/1.1`;

    test(`${name} takes no body of more than 64 KiB in chunks`, async () => {
      const head = `${post('chunks')}\r\nTransfer-Encoding: chunked`;
      expect(await raw(head, `${CHUNK}${CHUNK}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 41[13] /);
      await marker();
      expect(await find('chunks')).toEqual([]);
    });

    test(`${name} ${isNode ? 'reads' : 'refuses'} a small body in chunks`, async () => {
      const head = `${post('chunk')}\r\nTransfer-Encoding: chunked`;
      const answer = await raw(head, '4\r\nid=7\r\n0\r\n\r\n');
      expect(answer).toMatch(isNode ? /^HTTP\/1.1 204 / : /^HTTP\/1.1 41[13] /);
      await marker();
      expect(await find('chunk')).toMatchObject(isNode ? [{ body: 'id=7' }] : []);
    });

    test(`${name} refuses a request that has two lengths`, async () => {
      const head = `${post('both')}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked`;
      expect(await raw(head, '0\r\n\r\n')).toMatch(/^HTTP\/1.1 4/);
      await marker();
      expect(await find('both')).toEqual([]);
    });

    test(`${name} answers TRACE 405`, async () => {
      const head = `TRACE ${recipe().path}?key=trace HTTP/1.1`;
      expect(await raw(head)).toMatch(/^HTTP\/1.1 405 /);
      await marker();
      expect(await find('trace')).toEqual([]);
    });

    test(`${name} takes or refuses an unknown Expect, and logs what it takes`, async () => {
      const answer = await raw(`${post('expect')}\r\nExpect: nonsense`);
      expect(answer).toMatch(/^HTTP\/1.1 (417|20[04]) /);
      await marker();
      expect(await find('expect')).toHaveLength(answer.includes(' 417 ') ? 0 : 1);
    });

    if (!isPixel)
      test(`${name} reads a body announced by Expect: 100-continue`, async () => {
        const head = `${post('continue')}\r\nExpect: 100-continue\r\nContent-Length: 4`;
        expect(await raw(head, 'id=7')).toMatch(/HTTP\/1.1 20[04] /);
        await expect.poll(() => find('continue')).toMatchObject([{ body: 'id=7' }]);
      });

    test.each([
      ['a byte that is no UTF-8 in its URL', 'note=\xff', 'http://localhost/'],
      ['a byte that is no UTF-8 in a header', 'note=7', '\xff'],
      ['quotes and backslashes', 'note="\\', '"\\'],
    ])(`${name} logs JSON, or refuses, where a request has %s`, async (_, query, referer) => {
      const head = `GET ${recipe().path}?key=bytes&${query} HTTP/1.1\r\nReferer: ${referer}`;
      const before = (await find('bytes')).length;
      const answer = await raw(head);
      expect(answer).toMatch(/^HTTP\/1.1 (20[04]|400) /);
      await marker();
      expect(await find('bytes')).toHaveLength(before + (answer.includes(' 400 ') ? 0 : 1));
    });

    test.each([
      ['text', 'text/plain', 'half'],
      ['form', FORM, 'id=7&note=half'],
      ['multipart form', 'multipart/form-data; boundary=b', HALF_FORM],
      ['large multipart form', 'multipart/form-data; boundary=b', HALF_LARGE_FORM],
    ])(
      `${name} logs nothing of a client that leaves in the middle of its %s`,
      async (_, type, half) => {
        const head = `${post('half')}\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: 60000`;
        for (const leave of ['end', 'resetAndDestroy'] as const) {
          const socket = connect(recipe().port, '127.0.0.1', () =>
            socket.write(`${head}\r\n\r\n${half}`, () => socket[leave]()),
          ).resume();
          await new Promise(resolve => socket.on('close', resolve));
        }
        await marker();
        expect(await find('half')).toEqual([]);
      },
    );
  });
}

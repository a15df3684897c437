import { expect, test, vi } from 'vitest';
import { answerFor, readTag, type Tag } from '../../src/server.ts';

const tag = (via: Tag['via']) => readTag(`/?sendoff=p.1.${via}.load`);
const FORMS = { 'image/gif': 'gif', 'text/javascript; charset=utf-8': 'javascript' } as const;

const CASES = [
  [{ 'sec-fetch-dest': 'image' }, 'fetch', 'gif'],
  [{ 'sec-fetch-dest': 'script' }, undefined, 'javascript'],
  // An element's request says `empty` in an exit handler of Chromium and WebKit.
  [{ 'sec-fetch-dest': 'empty' }, 'img', 'gif'],
  [{ accept: 'image/png' }, 'script', 'javascript'],
  [{ accept: 'image/png' }, 'fetch', 'empty'],
  [{}, 'beacon', 'empty'],
  [{}, 'fetchLater', 'empty'],
  [{ accept: 'image/avif,image/webp,*/*;q=0.8' }, undefined, 'gif'],
  [{ accept: 'text/javascript' }, undefined, 'javascript'],
  [{ accept: 'text/html,image/avif' }, undefined, 'empty'],
  [{ accept: '*/*' }, undefined, 'empty'],
  [{}, undefined, 'empty'],
  [{ get: 'a header of this name' }, undefined, 'empty'],
] as const;

for (const [headers, via, form] of CASES) {
  const tagged = via ? `the tag of ${via}` : 'no tag';
  test(`a request with ${JSON.stringify(headers)} and ${tagged} gets the answer ${form}`, () => {
    for (const each of [headers, new Headers(headers)]) {
      const answer = answerFor(each, via && tag(via));
      const type = answer.headers['content-type'] as keyof typeof FORMS;
      expect(FORMS[type] ?? 'empty').toBe(form);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(answer.status).toBe(form === 'empty' ? 204 : 200);
      expect(answer.body === null).toBe(form === 'empty');
    }
  });
}

test('the image is a GIF of one pixel, and each answer has its own copy', async () => {
  const { body, ...init } = answerFor({ 'sec-fetch-dest': 'image' });
  const bytes = new Uint8Array(await new Response(body, init).arrayBuffer());
  expect(new TextDecoder().decode(bytes.slice(0, 6))).toBe('GIF89a');
  expect([...bytes.slice(6, 10)]).toEqual([1, 0, 1, 0]);
  (body as Uint8Array).fill(0);
  expect((answerFor({ 'sec-fetch-dest': 'image' }).body as Uint8Array)[0]).toBe(71);
});

test('on Node the image is a Buffer: Koa and Express 4 send any other array as JSON', () => {
  expect(Buffer.isBuffer(answerFor({ 'sec-fetch-dest': 'image' }).body)).toBe(true);
});

test('where nothing is called Buffer the image is an array of bytes', () => {
  vi.stubGlobal('Buffer', undefined);
  const { body } = answerFor({ 'sec-fetch-dest': 'image' });
  vi.unstubAllGlobals();
  expect(body).toHaveLength(42);
});

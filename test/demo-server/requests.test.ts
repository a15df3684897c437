import { expect, test } from 'vitest';
import { parseDelay } from '../../demo-server/jobs/parseCall.ts';
import { bounded } from '../../demo-server/recorder/bounded.ts';
import { findMismatch } from '../../demo-server/requests/findMismatch.ts';
import { inferTransport } from '../../demo-server/requests/inferTransport.ts';
import { parseBody } from '../../demo-server/requests/parseBody.ts';
import type { Tag } from '../../src/server.ts';

const tag = (via: Tag['via']): Tag => ({ id: 'p.1', page: 'p', n: 1, via, when: 'load' });

test.each([
  ['POST', { dest: 'empty', mode: 'no-cors' }, 'beacon'],
  ['POST', { dest: 'empty', mode: 'cors' }, 'fetch'],
  ['GET', { dest: 'empty', mode: 'no-cors' }, 'fetch'],
  ['GET', { dest: 'image', mode: 'no-cors' }, 'img'],
  ['GET', { dest: 'script', mode: 'no-cors' }, 'script'],
  ['GET', { dest: 'document', mode: 'navigate' }, 'other'],
  ['POST', {}, 'other'],
] as const)('an untagged %s with %j is taken for %s', (method, metadata, transport) => {
  expect(inferTransport(method, metadata)).toBe(transport);
});

test.each([
  ['fetch', { dest: 'empty', mode: 'cors' }],
  ['beacon', { dest: 'empty', mode: 'no-cors' }],
  ['img', { dest: 'image', mode: 'no-cors' }],
  ['img', { dest: 'empty', mode: 'no-cors' }],
  ['script', { dest: 'script', mode: 'no-cors' }],
  ['script', { dest: 'empty', mode: 'no-cors' }],
  ['img', {}],
] as const)('a tag that says %s agrees with %j', (via, metadata) => {
  expect(findMismatch(tag(via), metadata)).toBeUndefined();
});

test.each([
  ['fetch', { dest: 'image' }, 'the tag says fetch, Sec-Fetch-Dest says image'],
  ['img', { dest: 'script' }, 'the tag says img, Sec-Fetch-Dest says script'],
  ['beacon', { dest: 'document' }, 'the tag says beacon, Sec-Fetch-Dest says document'],
  ['fetch', { mode: 'navigate' }, 'the tag says fetch, Sec-Fetch-Mode says navigate'],
] as const)('a tag that says %s contradicts %j', (via, metadata, mismatch) => {
  expect(findMismatch(tag(via), metadata)).toBe(mismatch);
});

const FORM = 'application/x-www-form-urlencoded';
test.each([
  ['fields', 'id=7&note=a+b', FORM, { id: '7', note: 'a b' }],
  ['a name that comes twice', 'a=1&a=2', FORM, { a: ['1', '2'] }],
  ['JSON', '{"id":7}', 'application/json; charset=utf-8', { id: 7 }],
  ['JSON that is no object', '7', 'application/json', 7],
  ['JSON as text', '[1]', 'text/plain;charset=UTF-8', [1]],
  ['a number as text', '7', 'text/plain', '7'],
  ['malformed JSON', '{"id":', 'application/json', '{"id":'],
  ['a malformed type', 'text', ';;;', 'text'],
  ['no type', '{"id":7}', undefined, { id: 7 }],
  ['malformed multipart', '--x\r\noops', 'multipart/form-data; boundary=x', '--x\r\noops'],
  ['multipart without a boundary', 'text', 'multipart/form-data', 'text'],
  ['nothing', '', 'application/json', undefined],
])('a body of %s is read', async (_what, text, type, data) => {
  expect(await parseBody(new TextEncoder().encode(text), type)).toEqual(data);
});

test('a multipart body is read with the names of its files alone', async () => {
  const fields = new FormData();
  fields.set('id', '7');
  fields.set('file', new File(['secret'], 'a.txt', { type: 'text/plain' }));
  const answer = new Response(fields);
  const type = answer.headers.get('content-type') ?? '';
  const data = await parseBody(new Uint8Array(await answer.arrayBuffer()), type);
  expect(data).toEqual({ id: '7', file: { name: 'a.txt', type: 'text/plain', size: 6 } });
});

test('a binary body is not read', async () => {
  expect(await parseBody(new Uint8Array([0xff, 0xfe, 0x00]), 'image/png')).toBeUndefined();
});

test.each([
  ['__proto__=x', FORM],
  ['{"__proto__":"x"}', 'application/json'],
])('the field __proto__ of the body %s is a field like any other', async (text, type) => {
  const data = await parseBody(new TextEncoder().encode(text), type);
  expect(Object.entries(data as object)).toEqual([['__proto__', 'x']]);
  expect(Object.keys(Object.getPrototypeOf(data))).toEqual([]);
});

test('short data is logged whole', () => {
  expect(bounded({ id: 7 })).toEqual({ data: { id: 7 } });
  expect(bounded(undefined)).toEqual({});
});

test('long data is logged in part', () => {
  expect(bounded('x'.repeat(9000))).toEqual({ data: 'x'.repeat(8192), truncated: true });
  const { data, truncated } = bounded({ x: 'x'.repeat(9000) });
  expect(truncated).toBe(true);
  expect(data).toMatch(/^\{"x":"x{8186}$/);
});

test('data that nests more than a hundred levels deep is logged as text', () => {
  const nest = (levels: number) => `${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`;
  expect(bounded(JSON.parse(nest(100)))).toEqual({ data: JSON.parse(nest(100)) });
  expect(bounded(JSON.parse(nest(102)))).toEqual({ data: nest(102), truncated: true });
});

test('data of any depth of nesting is logged', () => {
  const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
  expect(bounded(deep)).toEqual({ data: 'nested too deeply to be shown', truncated: true });
});

test.each([
  [undefined, 0],
  ['0', 0],
  ['1500', 1500],
  ['600000', 600_000],
  ['600001', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['soon', undefined],
  [['1', '2'], undefined],
])('a delay of %j is %j', (text, ms) => {
  expect(parseDelay(text)).toBe(ms);
});

import { expect, test } from 'vitest';
import { byteLength, encode } from '../src/encode.ts';
import type { Data } from '../src/types.ts';

/** A form with these fields. */
const form = (fields: Record<string, string | Blob>) => {
  const filled = new FormData();
  for (const [name, value] of Object.entries(fields)) filled.append(name, value);
  return filled;
};

test.each<[what: string, data: Data, fields: string]>([
  ['leaves undefined out', { a: undefined, b: 1 }, 'b=1'],
  ['leaves functions and symbols out, as JSON does', { a: () => 1, b: Symbol('b'), c: 1 }, 'c=1'],
  ['carries null as an empty value', { a: null }, 'a='],
  ['carries an empty string as an empty value', { a: '' }, 'a='],
  [
    'carries a Date as its ISO string',
    { at: new Date(0) },
    'at=1970-01-01T00%3A00%3A00.000Z', // without the quotes that JSON puts around it
  ],
  ['carries a nested object as JSON', { a: { b: [1] } }, 'a=%7B%22b%22%3A%5B1%5D%7D'],
  ['carries an array as JSON', { a: [1, 'x'] }, 'a=%5B1%2C%22x%22%5D'],
  ['carries numbers, including zero', { a: 0, b: -1.5, c: 1e21 }, 'a=0&b=-1.5&c=1e%2B21'],
  ['carries NaN as an empty value, as JSON does', { a: Number.NaN }, 'a='],
  ['carries booleans by name', { yes: true, no: false }, 'yes=true&no=false'],
  [
    'carries unicode in names and values',
    { é: '日本 😀' },
    '%C3%A9=%E6%97%A5%E6%9C%AC+%F0%9F%98%80',
  ],
  ['escapes what separates fields', { 'a&b': 'c=d&e#f?+ ' }, 'a%26b=c%3Dd%26e%23f%3F%2B+'],
  ['keeps a string that looks like JSON unchanged', { a: 'null', b: '"' }, 'a=null&b=%22'],
  ['may have no prototype', Object.assign(Object.create(null), { a: 1 }), 'a=1'],
  ['travels as what its toJSON() returns', { toJSON: () => ({ a: 1 }) }, 'a=1'],
  ['may be empty', {}, ''],
])('a plain object %s', (_, data, fields) => {
  for (const into of ['query', 'form'] as const) {
    const encoded = encode(data, into, false);
    expect(encoded).toBeInstanceOf(URLSearchParams);
    expect(`${encoded}`).toBe(fields);
  }
});

test('a plain object travels as JSON with encoding json', () => {
  const data = { a: undefined, b: null, c: new Date(0), d: { e: [1] }, f: 'é' };
  expect(encode(data, 'json', false)).toBe(
    '{"b":null,"c":"1970-01-01T00:00:00.000Z","d":{"e":[1]},"f":"é"}',
  );
});

test('a plain object has the same fields in a form and in JSON', () => {
  const data = {
    id: 7,
    text: 'a b',
    none: undefined,
    nil: null,
    list: [1, { a: 2 }],
    yes: false,
  };
  const fields = Object.fromEntries(encode(data, 'form', false) as URLSearchParams);
  expect(fields).toEqual({ id: '7', text: 'a b', nil: '', list: '[1,{"a":2}]', yes: 'false' });
  expect(Object.keys(JSON.parse(encode(data, 'json', false) as string))).toEqual(
    Object.keys(fields),
  );
});

test.each([undefined, null])('%s makes no body', nothing => {
  for (const into of ['query', 'form', 'json'] as const)
    expect(encode(nothing, into, false)).toBe(null);
});

test.each<[what: string, data: Data, fields: string]>([
  ['URLSearchParams stay unchanged', new URLSearchParams('a=1&a=2&b=+'), 'a=1&a=2&b=+'],
  ['a form of strings becomes its fields', form({ a: '1', b: 'é ' }), 'a=1&b=%C3%A9+'],
  ['an empty form adds no field', form({}), ''],
])('in a query, %s', (_, data, fields) => {
  expect(`${encode(data, 'query', false)}`).toBe(fields);
});

test.each<[what: string, data: Data]>([
  ['a string', 'a=1'],
  ['an empty string', ''],
  ['a blob', new Blob(['a=1'], { type: 'text/plain' })],
  ['a file', new File(['a=1'], 'a.txt')],
  ['a buffer', new ArrayBuffer(2)],
  ['a typed array', new Uint8Array([1])],
  ['a view', new DataView(new ArrayBuffer(2))],
  ['a form with a file', form({ a: '1', file: new File(['x'], 'x.txt') })],
])('%s does not fit in a query', (_, data) => {
  expect(encode(data, 'query', false)).toBe(undefined);
});

test.each<[what: string, data: Data]>([
  ['a string', 'a=1'],
  ['an empty string', ''],
  ['URLSearchParams', new URLSearchParams('a=1')],
  ['a form with a file', form({ file: new File(['x'], 'x.txt') })],
  ['a buffer', new ArrayBuffer(2)],
  ['a typed array', new Float64Array(2)],
  ['a view', new DataView(new ArrayBuffer(2))],
  ['a blob without a type', new Blob(['x'])],
  ['a text/plain blob', new Blob(['x'], { type: 'text/plain;charset=utf-8' })],
  ['an urlencoded blob', new Blob(['x'], { type: 'application/x-www-form-urlencoded' })],
  ['a multipart blob', new Blob(['x'], { type: 'multipart/form-data; boundary=b' })],
])('%s is sent unchanged in a body', (_, data) => {
  for (const into of ['form', 'json'] as const) expect(encode(data, into, false)).toBe(data);
});

test.each(['application/json', 'text/html', 'image/png'])(
  'a blob of type %s loses its type, which would cause a preflight',
  async type => {
    const encoded = encode(new Blob(['{"a":1}'], { type }), 'form', false) as Blob;
    expect(encoded.type).toBe('');
    expect(await encoded.text()).toBe('{"a":1}');
  },
);

test('with cors, a blob keeps any type', () => {
  const json = new Blob(['{}'], { type: 'application/json' });
  expect(encode(json, 'form', true)).toBe(json);
});

test.each<[kind: string, data: unknown]>([
  ['Map', new Map([['a', 1]])],
  ['Set', new Set([1])],
  ['Promise', Promise.resolve({})],
  ['Number', 7],
  ['BigInt', 7n],
  ['Boolean', true],
  ['Array', [1, 2]],
  ['Symbol', Symbol('a')],
  ['Function', () => ({})],
  ['Date', new Date(0)],
  ['Error', new Error('no')],
  ['Headers', new Headers()],
  ['ReadableStream', new ReadableStream()],
  ['SharedArrayBuffer', new SharedArrayBuffer(1)],
])('a value of type %s is refused as data', (kind, data) => {
  for (const into of ['query', 'form', 'json'] as const)
    expect(() => encode(data as Data, into, false)).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        message: expect.stringContaining(`data is "${kind}"; allowed: Undefined, Null, Object, `),
      }),
    );
});

test('a circular object is refused as data', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(() => encode(circle, 'form', false)).toThrow(TypeError);
});

test.each<[what: string, body: BodyInit | null, bytes: number]>([
  ['nothing', null, 0],
  ['an empty string', '', 0],
  ['text beyond ASCII', '€ä', 5],
  ['fields beyond ASCII, which are escaped', new URLSearchParams({ a: '€' }), 11],
  ['a buffer', new ArrayBuffer(7), 7],
  ['a view of a part of a buffer', new Uint16Array(new ArrayBuffer(8), 2, 2), 4],
  ['a blob without a type', new Blob(['€']), 3],
  ['a form’s names and values', form({ ä: '€', file: new Blob(['1234']) }), 13],
])('the size of %s is counted in bytes', (_, body, bytes) => {
  expect(byteLength(body)).toBe(bytes);
});

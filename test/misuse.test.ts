import { expect, test } from 'vitest';
import { createTrigger, trigger } from '../src/trigger.ts';
import { thrown } from './misuse/thrown.ts';

const send = createTrigger({ base: 'https://a.test/', tag: false });

const VIAS = 'fetch, beacon, img, script';
const WHENS = 'now, load, idle, hidden, pagehide';
const SIGNALS = 'AbortSignal';
const DATAS =
  'Undefined, Null, Object, String, URLSearchParams, FormData, Blob, File, ArrayBuffer, a view of one';

test.each<[option: string, value: unknown, shown: string, allowed: string]>([
  ['via', 'xhr', '"xhr"', VIAS],
  ['via', 'Fetch', '"Fetch"', VIAS],
  ['via', 'fetch ', '"fetch "', VIAS],
  ['via', '', '""', VIAS],
  ['via', [], '""', VIAS],
  ['via', ['fetch', 'xhr'], '"xhr"', VIAS],
  ['via', ['fetch', ''], '""', VIAS],
  ['via', 'fetch|beacon', '"fetch|beacon"', VIAS],
  ['via', null, '"null"', VIAS],
  ['via', 7, '"7"', VIAS],
  ['when', 'later', '"later"', WHENS],
  ['when', 'nowhere', '"nowhere"', WHENS],
  ['when', '', '""', WHENS],
  ['when', null, '"null"', WHENS],
  ['when', 7, '"7"', WHENS],
  ['when', 1n, '"1"', WHENS],
  ['encoding', 'xml', '"xml"', 'form, json'],
  ['encoding', true, '"true"', 'form, json'],
  ['method', 'PUT', '"PUT"', 'GET, POST'],
  ['method', 'post', '"post"', 'GET, POST'],
  ['signal', {}, '"Object"', SIGNALS],
  ['signal', new AbortController(), '"AbortController"', SIGNALS],
  ['signal', 'abort', '"String"', SIGNALS],
  ['data', 7, '"Number"', DATAS],
  ['data', true, '"Boolean"', DATAS],
  ['data', 7n, '"BigInt"', DATAS],
  ['data', Symbol('a'), '"Symbol"', DATAS],
  ['data', [1], '"Array"', DATAS],
  ['data', new Map(), '"Map"', DATAS],
  ['data', new Set(), '"Set"', DATAS],
  ['data', Promise.resolve({}), '"Promise"', DATAS],
  ['data', new Date(0), '"Date"', DATAS],
  ['data', new ReadableStream(), '"ReadableStream"', DATAS],
])(
  'a call with %s: %o throws, and names the value and what is allowed',
  (option, value, shown, allowed) => {
    const error = thrown(() => send('/s', { [option]: value }));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toBe(`sendoff: ${option} is ${shown}; allowed: ${allowed}`);
  },
);

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/plain,x',
  'ftp://a.test/',
  'file:///etc/passwd',
  'blob:https://a.test/1',
  'mailto:a@a.test',
  'ws://a.test/',
  'https://',
  'http://a b/',
  'https://a.test:99999/',
  '//',
])('a call to %s throws, and names the URL and what is allowed', address => {
  const error = thrown(() => send(address));
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message).toBe(
    `sendoff: url is ${JSON.stringify(address)}; allowed: a URL of http or https`,
  );
});

test('a call to a URL object of another scheme throws', () => {
  expect(() => send(new URL('ftp://a.test/'))).toThrow('url is "ftp://a.test/"');
});

test.each(['/s', 's.php', '?a', ''])(
  'a call to "%s" throws where no page or base resolves it',
  address => {
    const error = thrown(() => trigger(address));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toBe(
      `sendoff: url is ${JSON.stringify(address)}; allowed: a URL of http or https`,
    );
  },
);

test('a call throws where the base is no URL', () => {
  expect(() => createTrigger({ base: 'nowhere' })('/s')).toThrow('url is "/s"');
});

test('a wrong default throws in the call that uses it', () => {
  expect(() => createTrigger({ base: 'https://a.test', via: 'xhr' as never })('/s')).toThrow(
    `via is "xhr"; allowed: ${VIAS}`,
  );
});

test('a call overrides a wrong default', async () => {
  const forgiving = createTrigger({ base: 'https://a.test', when: 'later' as never });
  const receipt = await forgiving('/s', { when: 'pagehide' });
  expect(receipt.attempts[0]?.reason).toBe('pagehide needs a page');
});

test('a URL is resolved against the base before anything is sent', async () => {
  const receipt = await createTrigger({ base: 'https://a.test/b/', when: 'pagehide' })('s?c');
  expect(receipt.url).toBe('https://a.test/b/s?c');
});

test('a trigger that needs a page fails without one, and does not throw', async () => {
  expect(await send('/s', { when: 'hidden', via: ['fetch', 'img'], tag: true })).toEqual({
    id: expect.stringMatching(/^[a-z0-9]+\.\d+$/),
    url: 'https://a.test/s',
    outcome: 'failed',
    when: 'hidden',
    attempts: [
      { via: 'fetch', result: 'unsupported', reason: 'hidden needs a page' },
      { via: 'img', result: 'unsupported', reason: 'hidden needs a page' },
    ],
  });
});

test('an element without a page fails, and does not throw', async () => {
  const receipt = await send('/s', { via: ['img', 'script'], when: 'now' });
  expect(receipt.outcome).toBe('failed');
  expect(receipt.attempts).toEqual([
    { via: 'img', result: 'error', reason: expect.stringContaining('Image') },
    { via: 'script', result: 'error', reason: expect.stringContaining('Document') },
  ]);
});

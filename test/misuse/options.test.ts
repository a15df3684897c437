import { expect, onTestFinished, test, vi } from 'vitest';
import { createTrigger, type TriggerOptions } from '../../src/index.ts';
import { thrown } from './thrown.ts';

// Where there is no page, what waits for its end sends nothing: each call is checked, and no more.
const send = createTrigger({ base: 'https://a.test/', when: 'pagehide' });

const VIAS = 'fetch, beacon, img, script';
const WHENS = 'now, load, idle, hidden, pagehide';
const ENCODINGS = 'form, json';
const METHODS = 'GET, POST';
const PRIORITIES = 'auto, high, low';
const CREDENTIALS = 'omit, same-origin, include';
const TIMEOUTS = 'milliseconds above 0';
const SIGNALS = 'AbortSignal, TaskSignal';
const PROMISE = 'a promise';
const DATAS =
  'Undefined, Null, Object, String, URLSearchParams, FormData, Blob, File, ArrayBuffer, a view of one';

test.each<[option: string, value: unknown, shown: string, allowed: string]>([
  ['via', 'xhr', 'xhr', VIAS],
  ['via', 'Fetch', 'Fetch', VIAS],
  ['via', 'fetch ', 'fetch ', VIAS],
  ['via', '', '', VIAS],
  ['via', [], '', VIAS],
  ['via', ['fetch', 'xhr'], 'xhr', VIAS],
  ['via', ['fetch', ''], '', VIAS],
  ['via', 'fetch|beacon', 'fetch|beacon', VIAS],
  ['via', null, 'null', VIAS],
  ['via', 7, '7', VIAS],
  ['via', Symbol('fetch'), 'Symbol(fetch)', VIAS],
  ['via', [Symbol('fetch')], 'Symbol(fetch)', VIAS],
  ['when', 'later', 'later', WHENS],
  ['when', 'nowhere', 'nowhere', WHENS],
  ['when', '', '', WHENS],
  ['when', null, 'null', WHENS],
  ['when', 7, '7', WHENS],
  ['when', 1n, '1', WHENS],
  ['when', Symbol('load'), 'Symbol(load)', WHENS],
  ['encoding', 'xml', 'xml', ENCODINGS],
  ['encoding', true, 'true', ENCODINGS],
  ['encoding', Symbol('json'), 'Symbol(json)', ENCODINGS],
  ['method', 'PUT', 'PUT', METHODS],
  ['method', 'post', 'post', METHODS],
  ['method', Symbol('GET'), 'Symbol(GET)', METHODS],
  ['priority', 'urgent', 'urgent', PRIORITIES],
  ['priority', 'High', 'High', PRIORITIES],
  ['priority', 1, '1', PRIORITIES],
  ['credentials', 'Omit', 'Omit', CREDENTIALS],
  ['credentials', false, 'false', CREDENTIALS],
  ['timeout', -1, '-1', TIMEOUTS],
  ['timeout', Number.NaN, 'NaN', TIMEOUTS],
  ['timeout', '100', '100', TIMEOUTS],
  ['timeout', 'soon', 'soon', TIMEOUTS],
  ['timeout', {}, '[object Object]', TIMEOUTS],
  ['signal', {}, 'Object', SIGNALS],
  ['signal', new AbortController(), 'AbortController', SIGNALS],
  ['signal', 'abort', 'String', SIGNALS],
  ['signal', false, 'Boolean', SIGNALS],
  ['signal', '', 'String', SIGNALS],
  ['after', false, 'false', PROMISE],
  ['after', true, 'true', PROMISE],
  ['after', 0, '0', PROMISE],
  ['data', 7, 'Number', DATAS],
  ['data', true, 'Boolean', DATAS],
  ['data', 7n, 'BigInt', DATAS],
  ['data', Symbol('a'), 'Symbol', DATAS],
  ['data', [1], 'Array', DATAS],
  ['data', new Map(), 'Map', DATAS],
  ['data', new Set(), 'Set', DATAS],
  ['data', Promise.resolve({}), 'Promise', DATAS],
  ['data', new Date(0), 'Date', DATAS],
  ['data', new ReadableStream(), 'ReadableStream', DATAS],
])(
  'a call with %s: %o throws, and names the value and what is allowed',
  (option, value, shown, allowed) => {
    const error = thrown(() => send('/s', { [option]: value }));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toBe(`sendoff: ${option} is "${shown}"; allowed: ${allowed}`);
  },
);

test.each<[TriggerOptions, what: RegExp]>([
  [{ headers: { 'X Id': '7' } }, /X Id/],
  [{ headers: { 'X-Id': 'two\nlines' } }, /two\nlines/],
  [{ referrerPolicy: 'no-referer' as ReferrerPolicy }, /no-referer/],
])('a call with %o throws what the browser itself says of it', (options, what) => {
  const error = thrown(() => send('/s', options));
  expect(error).toBeInstanceOf(TypeError);
  expect((error as Error).message).toMatch(what);
});

test.each<TriggerOptions>([
  { credentials: 'same-origin' },
  { credentials: undefined },
  { referrerPolicy: '' },
  { referrerPolicy: 'strict-origin' },
  { headers: undefined },
  { headers: [['X-Id', '7']] },
  { timeout: 1 },
  { timeout: 0.5 },
  { timeout: 2 ** 31 },
  { timeout: Number.POSITIVE_INFINITY },
  { timeout: undefined },
  { priority: 'high' },
  { priority: 'low' },
  { priority: 'auto' },
  { priority: undefined },
  { after: null as never },
  { signal: null as never },
])('the options %o are accepted', async options => {
  expect(await send('/s', options)).toMatchObject({ outcome: 'failed', when: 'pagehide' });
});

test('headers are no mistake in an environment of tests that has no Request to ask', async () => {
  vi.stubGlobal('Request', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await send('/s', { headers: { 'X-Id': '7' } })).toMatchObject({ outcome: 'failed' });
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

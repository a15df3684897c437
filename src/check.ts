import { URL } from './page.ts';
import type { Receipt, TriggerDefaults, TriggerOptions, Via } from './types.ts';

/** The name of a value's kind: unlike `instanceof`, it knows another frame's objects. */
export const kind = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/**
 * Finds a mistake where it is made.
 *
 * @param allowed the values, or what is allowed in words
 * @throws TypeError which names the option, its value and what is allowed
 */
export const check = (
  option: string,
  value: unknown,
  allowed: string | readonly unknown[],
  isAllowed: unknown = allowed.includes(value as string),
): void => {
  if (!isAllowed)
    throw TypeError(
      `sendoff: ${option} is "${String(value)}"; allowed: ${[allowed].flat().join(', ')}`,
    );
};

const KINDS = [
  'Undefined',
  'Null',
  'Object',
  'String',
  'URLSearchParams',
  'FormData',
  'Blob',
  'File',
  'ArrayBuffer',
  'a view of one',
];

/** Finds data that no request can carry: a Map, a promise, a number, … */
export const checkData = (data: unknown): void => {
  if (!ArrayBuffer.isView(data)) check('data', kind(data), KINDS);
};

/**
 * Resolves a URL as the browser would, but never takes a missing one for the page's own.
 *
 * @returns it without its fragment, which no browser sends, and without a user and a password, which no
 * `fetch` takes: those that the page was opened with are in its relative URLs
 */
export const checkUrl = (
  address: string | URL,
  base: string | URL | Location | undefined,
): string => {
  let url: URL | undefined;
  try {
    url = new URL(address, base as string);
  } catch {
    // Named below, like a URL of another scheme.
  }
  // As text, "[object …]", an object or a promise would be a relative URL.
  const isNamed = address && !/^\[object /.test(String(address));
  check('url', address, 'a URL of http or https', isNamed && /^https?:/.test(`${url}`));
  return Object.assign(url as URL, { username: '', password: '', hash: '' }).href;
};

export const checkSignal = (signal: unknown): void => {
  if (signal != null) check('signal', kind(signal), ['AbortSignal', 'TaskSignal']);
};

export const checkAfter = (after: unknown): void =>
  check('after', after, 'a promise', after == null || (after as Promise<unknown>).then);

/** Lets the browser's own error say what is wrong. (A test's environment may have no `Request`, and a page its own.) */
const tryRequest = (value: unknown, option: string) =>
  (globalThis.Request?.prototype?.clone as unknown) &&
  new globalThis.Request('http://a', { [option]: value });

export const MOMENTS: readonly unknown[] = ['now', 'load', 'idle', 'hidden', 'pagehide'];

/** What an option may be: one of some names, or what a function finds right. */
const rules: {
  [option: string]: readonly unknown[] | ((value: never, option: string) => void);
} = {
  __proto__: null as never,
  when: MOMENTS,
  encoding: ['form', 'json'],
  method: ['GET', 'POST'],
  priority: ['auto', 'high', 'low'],
  credentials: ['omit', 'same-origin', 'include'],
  data: (data: TriggerOptions['data']) => typeof data === 'function' || checkData(data),
  headers: tryRequest,
  referrerPolicy: tryRequest,
  signal: checkSignal,
  after: checkAfter,
  timeout: (timeout: unknown) =>
    check('timeout', timeout, 'milliseconds above 0', typeof timeout === 'number' && timeout > 0),
};

/**
 * A call's options over its defaults. What is `undefined` is not given, as in the DOM's dictionaries: a
 * wrapper that hands on what it was not given must not send before consent.
 */
export const merge = (defaults?: TriggerDefaults, overrides?: TriggerOptions): TriggerDefaults => {
  const options: Record<string, unknown> = { ...defaults, ...overrides };
  for (const name in defaults)
    if (options[name] === undefined) options[name] = defaults[name as keyof TriggerDefaults];
  return options;
};

/**
 * Finds what is wrong with the options of a call.
 *
 * @returns its transports, in order
 */
export const checkOptions = (options: TriggerOptions): readonly Via[] => {
  const { via = ['fetch', 'beacon', 'img'] } = options;
  // Not `for … in`, which comes across what a library has added to every object.
  for (const [option, value] of Object.entries(options)) {
    const rule = rules[option];
    if (value === undefined || !rule) continue;
    if (typeof rule === 'function') rule(value as never, option);
    else check(option, value, rule);
  }
  const vias = [via].flat() as Via[];
  for (const each of vias.length ? vias : [''])
    check('via', each, ['fetch', 'beacon', 'img', 'script']);
  return vias;
};

/** Logs what nothing can ever carry, for callers that show their receipts to nobody. */
export const logUnsendable = ({ outcome, attempts }: Receipt): void => {
  if (outcome === 'failed' && attempts.every(({ result }) => result === 'unsupported'))
    console.error(
      `sendoff: nothing can carry this: ${attempts.map(({ via, reason }) => `${via} (no ${reason})`)}`,
    );
};

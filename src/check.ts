import type { Receipt, TriggerOptions, Via } from './types.ts';

/** The name of a value's kind: unlike `instanceof`, it knows another frame's objects. */
export const kind = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/**
 * Finds a mistake where it is made.
 *
 * @param allowed in words
 * @throws TypeError which names the option, its value and what is allowed
 */
export const check = (
  option: string,
  value: unknown,
  isAllowed: unknown,
  allowed: string,
): void => {
  if (!isAllowed) throw TypeError(`sendoff: ${option} is "${String(value)}"; allowed: ${allowed}`);
};

/** The same for an option that takes one of a few names, which are listed with commas between. */
export const checkName = (option: string, value: unknown, names: string): void =>
  check(option, value, names.split(', ').includes(value as string), names);

/** Finds data that no request can carry: a Map, a promise, a number, … */
export const checkData = (data: unknown): void => {
  if (!ArrayBuffer.isView(data))
    checkName(
      'data',
      kind(data),
      'Undefined, Null, Object, String, URLSearchParams, FormData, Blob, File, ArrayBuffer, a view of one',
    );
};

/** Resolves a URL as the browser would, but never takes a missing one for the page's own. */
export const checkUrl = (address: string | URL, base: string | URL | undefined): string => {
  let url: URL | undefined;
  try {
    url = new URL(address, base);
  } catch {
    // Named below, like a URL of another scheme.
  }
  const isWeb = url && /^https?:$/.test(url.protocol);
  check('url', address, address && isWeb, 'a URL of http or https');
  return (url as URL).href;
};

export const moments = 'now, load, idle, hidden, pagehide';

const names = {
  when: moments,
  encoding: 'form, json',
  method: 'GET, POST',
  priority: 'auto, high, low',
};

/** Finds what is wrong with the options of a call. */
export const checkOptions = (options: TriggerOptions): void => {
  const { data, signal, after, timeout = 1 } = options;
  for (const name of Object.keys(names) as (keyof typeof names)[])
    if (options[name] !== undefined) checkName(name, options[name], names[name]);
  if (signal) checkName('signal', kind(signal), 'AbortSignal');
  check('after', after, !after || after.then, 'a promise');
  check('timeout', timeout, typeof timeout === 'number' && timeout > 0, 'milliseconds above 0');
  if (typeof data !== 'function') checkData(data);
};

/** The transports of a call, in order. */
export const checkVias = (via: TriggerOptions['via']): readonly Via[] => {
  if (via === undefined) return ['fetch', 'beacon', 'img'];
  const vias = [via].flat() as Via[];
  for (const each of vias.length ? vias : [''])
    checkName('via', each, 'fetch, beacon, img, script');
  return vias;
};

/** Logs what nothing can ever carry, for callers that show their receipts to nobody. */
export const logUnsendable = ({ outcome, attempts }: Receipt): void => {
  if (outcome === 'failed' && attempts.every(({ result }) => result === 'unsupported'))
    console.error(
      `sendoff: nothing can carry this: ${attempts.map(({ via, reason }) => `${via} (no ${reason})`)}`,
    );
};

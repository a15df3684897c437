import { isElement } from './request.ts';
import type { Receipt, TriggerOptions, Via, When } from './types.ts';

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
  check(
    'url',
    address,
    address && url && ['http:', 'https:'].includes(url.protocol),
    'a URL of http or https',
  );
  return (url as URL).href;
};

/** Finds what is wrong with the options of a call, and fills in the transports and the moment. */
export const checkOptions = ({
  via = ['fetch', 'beacon', 'img'],
  // Started earlier, an element's request would hold the page's load event.
  when = isElement([via].flat()[0]) ? 'load' : 'now',
  data,
  encoding = 'form',
  method = 'POST',
  priority = 'auto',
  signal,
  after,
  timeout = 1,
}: TriggerOptions): { vias: readonly Via[]; when: When } => {
  const vias = [via].flat() as readonly Via[];
  for (const each of vias.length ? vias : [''])
    checkName('via', each, 'fetch, beacon, img, script');
  checkName('when', when, 'now, load, idle, hidden, pagehide');
  checkName('encoding', encoding, 'form, json');
  checkName('method', method, 'GET, POST');
  checkName('priority', priority, 'auto, high, low');
  checkName('signal', kind(signal), 'AbortSignal, Undefined, Null');
  check('after', after, !after || after.then, 'a promise');
  check('timeout', timeout, timeout > 0, 'milliseconds above 0');
  if (typeof data !== 'function') checkData(data);
  return { vias, when };
};

/** Logs what nothing can ever carry, for callers that show their receipts to nobody. */
export const logUnsendable = ({ outcome, attempts }: Receipt): void => {
  if (outcome === 'failed' && attempts.every(({ result }) => result === 'unsupported'))
    console.error('sendoff: no transport can carry this', attempts);
};

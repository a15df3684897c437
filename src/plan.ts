import { byteLength } from './byteLength.ts';
import { elements } from './elements.ts';
import { encode } from './encode.ts';
import type { Carrier, Data, Leg, Refusal, TriggerOptions, Via, When } from './types.ts';

/** In bytes. Servers stop before browsers do: nginx and Apache near 8 KB for the request line. */
const longestUrl = 8000;

/**
 * Decides what one transport would send at this moment, or why it cannot carry the trigger. Pure.
 *
 * @param asked the transport that says what is sent: a beacon's POST, an image's GET
 * @param by what carries it, if not that transport itself
 */
export const plan = (
  asked: Via,
  target: URL,
  data: Data | null | undefined,
  options: TriggerOptions,
  id: string,
  when: When,
  by?: Carrier,
  keepalive = true,
): Leg | Refusal => {
  const { headers, cors, credentials = 'include', encoding = 'form', method, tag = true } = options;
  const element = elements(asked);
  // An element's request that starts while the page is left is lost in Firefox and WebKit; a
  // keepalive GET of the same URL is not.
  const via = by ?? (element && /hid/.test(when) ? 'fetch' : asked);
  const get = element || (asked === 'fetch' && method === 'GET');
  const sent = encode(data, get ? 'query' : encoding, cors);
  const url = new URL(target);
  for (const part of [get && `${sent ?? ''}`, tag && `sendoff=${id}.${via}.${when}`])
    if (part) url.search += (url.search && '&') + part;
  const { href } = url;

  const burden =
    sent === undefined
      ? 'data'
      : asked !== 'fetch' && (headers ? 'headers' : credentials !== 'include' && 'credentials');
  if (burden) return { result: 'unsupported', reason: burden };
  if (get && href.length > longestUrl)
    return { result: 'too-large', reason: `${href.length} > ${longestUrl} bytes` };
  const body = get ? null : (sent as BodyInit | null);
  return {
    ...options,
    ...(asked !== 'fetch' && { credentials }),
    via,
    url: href,
    method: get ? 'GET' : 'POST',
    body,
    held: keepalive ? byteLength(body) : 0,
    keepalive,
  };
};

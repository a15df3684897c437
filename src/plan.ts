import { elements } from './elements.ts';
import { encode } from './encode.ts';
import type { Attempt, Data, Leg, TriggerOptions, Via, When } from './types.ts';

/** In bytes. Servers stop before browsers do: nginx and Apache near 8 KB for the request line. */
const longestUrl = 8000;

/** Decides what one transport would send at this moment, or why it cannot carry the trigger. Pure. */
export const plan = (
  asked: Via,
  target: URL,
  data: Data | null | undefined,
  options: TriggerOptions,
  id: string,
  when: When,
  page: Document | undefined = globalThis.document,
): Leg | Attempt => {
  const { headers, cors, credentials = 'include', encoding = 'form', method, tag = true } = options;
  const element = elements(asked);
  // An element's request that starts while the page is left is lost in Firefox and WebKit; a
  // keepalive GET of the same URL is not.
  const via = element && /hid/.test(when) ? 'fetch' : asked;
  const get = element || (asked === 'fetch' && method === 'GET');
  const body = encode(data, get ? 'query' : encoding, cors);
  const url = new URL(target);
  for (const part of [get && `${body ?? ''}`, tag && `sendoff=${id}.${via}.${when}`])
    if (part) url.search += (url.search && '&') + part;
  const { href } = url;

  if (!page && when !== 'now')
    return { via, result: 'unsupported', reason: `${when} needs a page` };
  const burden =
    body === undefined
      ? 'data'
      : asked !== 'fetch' && (headers ? 'headers' : credentials !== 'include' && 'credentials');
  if (burden) return { via, result: 'unsupported', reason: burden };
  if (get && href.length > longestUrl)
    return { via, result: 'too-large', reason: `${href.length} > ${longestUrl} bytes` };
  return {
    ...options,
    ...(element && { credentials }),
    via,
    url: href,
    method: get ? 'GET' : 'POST',
    body: get ? null : (body as BodyInit | null),
  };
};

import { byteLength, encode } from './encode.ts';
import { isElement, type PlannedRequest, type Refusal, type Turn } from './request.ts';
import type { Data, TriggerOptions, When } from './types.ts';

/** In bytes. Servers stop before browsers do: nginx and Apache near 8 KB for the request line. */
const LONGEST_URL = 8000;

/** A trigger as it is when it leaves. */
export interface Departure {
  /** Absolute. */
  url: string;
  options: TriggerOptions & Pick<PlannedRequest, 'see' | 'mode'>;
  /** Read already. */
  data: Data | null | undefined;
  /** Empty without a tag. */
  id: string;
  when: When;
}

/** Adds fields to the query of a URL without a fragment, and leaves the rest as it is, byte for byte. */
export const addQuery = (url: string, fields: string): string =>
  url + (fields && (url.includes('?') ? '&' : '?')) + fields;

/** Decides what one turn would send at this moment, or why it cannot carry the trigger. Pure. */
export const plan = (
  { via, carrier, keepalive = true }: Turn,
  { url, options, data, id, when }: Departure,
): PlannedRequest | Refusal => {
  const isFetch = via === 'fetch';
  const {
    headers,
    cors,
    // Fetch leaves another origin's cookies at home, the other transports do not.
    credentials = isFetch ? undefined : 'include',
    method,
    encoding = 'form',
    priority,
    referrerPolicy,
    nonce,
    see,
    mode = cors || headers ? 'cors' : 'no-cors',
  } = options;
  const get = isElement(via) || (isFetch && method === 'GET');
  const sent = encode(data, get ? 'query' : encoding, cors);

  const lacking =
    (sent === undefined && 'data') ||
    (!isFetch && ((headers && 'headers') || (credentials !== 'include' && 'credentials')));
  if (lacking) return { result: 'unsupported', reason: lacking };

  let address = get ? addQuery(url, `${sent ?? ''}`) : url;
  if (id) address = addQuery(address, `sendoff=${id}.${carrier}.${when}`);
  if (get && address.length > LONGEST_URL)
    return { result: 'too-large', reason: `${address.length} > ${LONGEST_URL} bytes` };
  const body = get ? null : (sent as BodyInit | null);
  return {
    // Not all that was given: `signal` takes back what waits, never what was sent.
    mode,
    headers,
    priority,
    referrerPolicy,
    nonce,
    see,
    carrier,
    url: address,
    method: get ? 'GET' : 'POST',
    body,
    quotaBytes: carrier === 'fetch' && keepalive ? byteLength(body) : 0,
    keepalive: keepalive && !isElement(carrier),
    credentials,
  } as PlannedRequest;
};

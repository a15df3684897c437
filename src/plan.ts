import { byteLength, encode } from './encode.ts';
import { type Call, isElement, type PlannedRequest, type Refusal, type Turn } from './request.ts';
import type { Data, Via } from './types.ts';

/** In bytes. Servers stop before browsers do: nginx and Apache near 8 KB for the request line. */
const LONGEST_URL = 8000;

/** What each turn sends of a call: its data has been read. */
export interface Departure extends Omit<Call, 'vias'> {
  data: Data | null | undefined;
}

/**
 * A trigger's turns in the order that was asked for. An image that stands in for another transport goes as a
 * keepalive GET of the same URL, which takes nothing of the quota, outlives the page and never holds the load
 * event.
 */
export const firstTurns = (vias: readonly Via[]): Turn[] =>
  vias.map((via, n) => ({ via, carrier: via === 'img' && n ? 'fetch' : via }));

/**
 * What the page's exit makes of the turns that remain. An element's request that starts while the page
 * exits is lost in Firefox and WebKit; a keepalive GET of the same URL is not.
 *
 * @param fetchLater which transport it stands in for at the end, where the browser has it
 */
export const exitTurns = (
  turns: readonly Turn[],
  isBeaconFirst: boolean,
  fetchLater: Via | undefined,
): Turn[] => {
  const order = turns.map(
    (turn): Turn => (isElement(turn.carrier) ? { ...turn, carrier: 'fetch' } : turn),
  );
  if (isBeaconFirst) order.sort((a, b) => Number(b.via === 'beacon') - Number(a.via === 'beacon'));
  if (fetchLater) order.push({ via: fetchLater, carrier: 'fetchLater' });
  return order;
};

/** Adds fields to the query of a URL without a fragment, and leaves the rest as it is, byte for byte. */
export const addQuery = (url: string, fields: string): string =>
  url + (fields && (url.includes('?') ? '&' : '?')) + fields;

/** Decides what one turn would send at this moment, or why it cannot carry the trigger. Pure. */
export const plan = (
  { via, carrier, keepalive = true }: Turn,
  { id, url, when, options, data }: Departure,
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
  const isGet = isElement(via) || (isFetch && method === 'GET');
  const encoded = encode(data, isGet ? 'query' : encoding, cors);

  const lacking =
    (encoded === undefined && 'data') ||
    (!isFetch && ((headers && 'headers') || (credentials !== 'include' && 'credentials')));
  if (lacking) return { result: 'unsupported', reason: lacking };

  if (isGet) url = addQuery(url, `${encoded ?? ''}`);
  if (id) url = addQuery(url, `sendoff=${id}.${carrier}.${when}`);
  if (isGet && url.length > LONGEST_URL)
    return { result: 'too-large', reason: `${url.length} > ${LONGEST_URL} bytes` };
  const body = isGet ? null : (encoded as BodyInit | null);
  return {
    // Not all that was given: `signal` takes back what waits, never what was sent.
    headers,
    priority,
    referrerPolicy,
    nonce,
    see,
    mode,
    carrier,
    url,
    method: isGet ? 'GET' : 'POST',
    body,
    quotaBytes: carrier === 'fetch' && keepalive ? byteLength(body) : 0,
    keepalive: keepalive && !isElement(carrier),
    credentials,
  } as PlannedRequest;
};

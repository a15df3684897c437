import type { PlannedRequest, Refusal } from './request.ts';

/**
 * What the bodies of all of a page's keepalive requests share, in bytes.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export const QUOTA = 65_536;

/**
 * Firefox refuses the 251st to an origin, Chromium the 257th of a page, other scripts' among them. Where
 * that is a beacon, Chromium says `true`, and loses it.
 */
const MOST_IN_FLIGHT = 200;

/** In ms. Nobody sees a beacon's end: it counts for as long as Chromium lets one live. */
const BEACON_AGE = 30_000;

/**
 * What this page's sendoff requests hold of the browser's limits: the bytes of their keepalive bodies
 * until the answers have been read, and how many they are.
 *
 * A beacon's bytes do not count: the browser itself says `false` where they do not fit.
 */
export const inFlight = { bytes: 0, requests: 0 };

/** Why the browser would refuse a request, if it would. */
export const overLimit = ({ quotaBytes, keepalive }: PlannedRequest): Refusal | undefined => {
  const room = QUOTA - inFlight.bytes;
  if (quotaBytes > room) return { result: 'too-large', reason: `${quotaBytes} > ${room} bytes` };
  return keepalive && inFlight.requests >= MOST_IN_FLIGHT
    ? { result: 'refused', reason: `${MOST_IN_FLIGHT} in flight` }
    : undefined;
};

/** Counts a request that leaves; the function that is returned gives back what it has held, once. */
export const hold = ({ quotaBytes, keepalive, carrier }: PlannedRequest): (() => void) => {
  let held = +keepalive;
  const release = () => {
    inFlight.bytes -= held && quotaBytes;
    inFlight.requests -= held;
    held = 0;
  };
  inFlight.bytes += quotaBytes;
  inFlight.requests += held;
  if (carrier === 'beacon') setTimeout(release, BEACON_AGE);
  return release;
};

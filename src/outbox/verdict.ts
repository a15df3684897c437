import type { Item } from './item.ts';

/** In ms: how long a server may ask to be left alone. */
const MAX_HOLD = 86_400_000;

/** In ms: what the first pause is, and the longest. */
const FIRST_PAUSE = 1000;
export const LONGEST_PAUSE = 300_000;

/**
 * What an answer means for an item.
 *
 * - `accepted`: it is done.
 * - `again`: it may pass later.
 * - `doubt`: a login page, a login that is over, a status that is hidden: it may pass within the hour.
 * - `refused`: it never will.
 */
export type Verdict = 'accepted' | 'again' | 'doubt' | 'refused';

/** @param status 0 where it is not known, or another address's */
export const judge = (status: number, isAccepted: boolean): Verdict => {
  if (isAccepted) return 'accepted';
  if (status >= 500 || [408, 409, 425, 429].includes(status)) return 'again';
  return status < 400 || status === 401 || status === 403 ? 'doubt' : 'refused';
};

/** Until when a server wants to be left alone, by its `Retry-After`, in seconds or as a date; else 0. */
export const holdUntil = (retryAfter: string | null | undefined, now: number): number => {
  const until = now + Number(retryAfter) * 1000 || Date.parse(retryAfter as string);
  return until > now ? Math.min(until, now + MAX_HOLD) : 0;
};

/** Whether to wait still. What lies further ahead than anything that is asked for is a clock that has jumped. */
export const isAhead = (until: number, now: number): boolean =>
  until > now && until <= now + MAX_HOLD;

/** In ms: exponential, with jitter, so that the visitors of a server that was down do not come back at once. */
export const pauseAfter = (failures: number, random: number = Math.random()): number =>
  Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.5 + random / 2);

export interface Bounds {
  maxItems: number;
  maxBytes: number;
  maxAge: number;
}

/** Which items have to go: those that are too old, and the oldest of those that are too much. */
export const surplus = <Kept extends Pick<Item, 'created' | 'bytes'>>(
  items: readonly Kept[],
  { maxItems, maxBytes, maxAge }: Bounds,
  now: number,
): Kept[] => {
  let bytes = 0;
  return [...items]
    .sort((one, other) => other.created - one.created)
    .filter((item, newer) => {
      bytes += item.bytes || 0;
      return newer >= maxItems || bytes > maxBytes || now - item.created > maxAge;
    });
};

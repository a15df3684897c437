import { check } from '../check.ts';

/** In ms: how long a server may ask to be left alone. */
const MAX_HOLD = 86_400_000;

/**
 * What an answer means for an item.
 *
 * - `done`: it has been accepted, or canceled.
 * - `again`: it may pass later.
 * - `doubt`: a login page, a login that is over, a status that is hidden: it may pass within the hour.
 * - `refused`: it never will.
 */
export type Verdict = 'done' | 'again' | 'doubt' | 'refused';

/** @param status 0 where it is not known, or another address's */
export const judge = (status: number, isAccepted: boolean): Verdict => {
  if (isAccepted) return 'done';
  if (status >= 500 || [408, 409, 425, 429].includes(status)) return 'again';
  return status < 400 || [401, 403].includes(status) ? 'doubt' : 'refused';
};

/** Until when a server wants to be left alone, by its `Retry-After`, in seconds or as a date; else 0. */
export const holdUntil = (retryAfter: string | null | undefined, now: number): number => {
  const until = now + Number(retryAfter) * 1000 || Date.parse(retryAfter as string);
  return until > now ? Math.min(until, now + MAX_HOLD) : 0;
};

/**
 * Whether to wait still. What lies further ahead than anything that is asked for is a clock that has jumped.
 */
export const isAhead = (until: number, now: number): boolean =>
  until > now && until <= now + MAX_HOLD;

/** Until when the server of an answer wants to be left alone; else 0. */
export const holdOf = (response?: Response): number =>
  // (A test's stand-in for an answer may have no headers.)
  holdUntil(response?.headers?.get('retry-after'), Date.now());

/** What an answer means. What another address says, a login page, says nothing of the item. */
export const verdictOf = (
  accepted: (response: Response) => boolean,
  response: Response,
): Verdict => {
  let isAccepted = false;
  try {
    const answer: unknown = accepted(response);
    // A promise would accept whatever comes.
    check('accepted', answer, 'true or false', !(answer as Promise<boolean>)?.then);
    isAccepted = answer as boolean;
  } catch (error) {
    console.error(error);
  }
  const { redirected, status } = response;
  return judge(redirected && status < 429 ? 0 : status, isAccepted);
};

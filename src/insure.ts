import { csp } from './csp.ts';
import { requestInit } from './requestInit.ts';
import type { Leg, Receipt, Refusal } from './types.ts';

/**
 * Crash insurance: what a waiting trigger would send is left with the browser, which sends it if the
 * page dies without another word. Where the browser has no such thing, or does not want to, nothing
 * is seen of it.
 *
 * @param plan what the trigger would send now
 * @returns a function that arms it anew; called with `true` it disarms, and returns what the receipt
 * says if the browser has already sent
 * @see https://fetch.spec.whatwg.org/#deferred-fetch
 */
export const insure = (
  plan: () => Leg | Refusal,
): ((disarm?: boolean) => Partial<Receipt> | undefined) => {
  let armed: AbortController | undefined;
  let result: FetchLaterResult | undefined;
  let url: string;
  return disarm => {
    if (result?.activated) {
      const via = 'fetchLater';
      return { url, outcome: 'queued', via, attempts: [{ via, result: 'sent' }] };
    }
    armed?.abort();
    const { fetchLater } = globalThis;
    if (disarm || !fetchLater) return;
    try {
      const leg = plan() as Leg;
      if (csp('fetchLater', leg.url)) return;
      armed = new AbortController();
      url = leg.url;
      result = fetchLater(url, { ...requestInit(leg), signal: armed.signal });
    } catch {
      // What cannot be read or taken now may be when the trigger leaves.
    }
  };
};

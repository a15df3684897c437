import { isFirefox } from './page.ts';
import type { Carrier } from './types.ts';

const directives: Record<Carrier, string> = {
  fetch: 'connect',
  beacon: 'connect',
  fetchLater: 'connect',
  img: 'img',
  script: 'script',
};

/** A policy does not see the query. */
const keyOf = (directive: string, url: string) => directive + url.split(/[?#]/)[0];

/** A request that has left, or that a policy has stopped. */
export interface Suspect {
  readonly key: string;
  readonly url: string;
  /** Whether nothing can have left yet: a violation that is told now has stopped the request itself. */
  early: boolean;
  /** What has stopped it before it left. */
  directive?: string;
}

const suspects = new Set<Suspect>();
const blocked: Record<string, string> = {};

/**
 * Firefox tells of each violation late. There, and there alone, a redirect that was stopped is told
 * from a request that was by the browser's having timed it, soon after.
 */
const withdrawIfTimed = (suspect: Suspect) => {
  new PerformanceObserver((list, observer) => {
    if (list.getEntriesByName(suspect.url)[0]) delete suspect.directive;
    if (!suspects.has(suspect)) observer.disconnect();
  }).observe({ type: 'resource' });
};

const judge = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
  const key = keyOf(effectiveDirective.split('-')[0] as string, blockedURI);
  for (const suspect of suspects)
    if (suspect.key === key && disposition === 'enforce' && (suspect.early || isFirefox())) {
      suspect.directive = effectiveDirective;
      if (!suspect.early) withdrawIfTimed(suspect);
    }
};

/**
 * The directive of the page's Content Security Policy that is known to block this address by this
 * transport.
 *
 * It is known from the violation that an earlier request has met: Chromium's and WebKit's `sendBeacon`
 * says `true` even then. A policy that stops a *redirect* names the address that has left: such a
 * violation says nothing of the address.
 *
 * @see https://w3c.github.io/webappsec-csp/#violation-events
 */
export const blockedBy = (carrier: Carrier, url: string): string | undefined =>
  // The next script's nonce may let it pass.
  carrier === 'script' ? undefined : blocked[keyOf(directives[carrier], url)];

let listening = false;

/** Watches a request that is about to be sent. */
export const suspect = (carrier: Carrier, url: string): Suspect => {
  if (!listening) {
    listening = true;
    globalThis.addEventListener?.('securitypolicyviolation', judge, true);
  }
  const suspected = { key: keyOf(directives[carrier], url), url, early: true };
  suspects.add(suspected);
  return suspected;
};

/** Ends the watch; what has stopped it will stop the next one, too. */
export const clear = (suspect: Suspect): string | undefined => {
  suspects.delete(suspect);
  if (suspect.directive) blocked[suspect.key] = suspect.directive;
  return suspect.directive;
};

import { isFirefox, look } from './page.ts';
import { isElement, type PlannedRequest } from './request.ts';

type Address = Pick<PlannedRequest, 'carrier' | 'url'>;

/** A request that has just left, unless a policy has stopped it. */
export interface Suspect extends Address {
  /** Whether nothing can have left yet: a violation that comes now has stopped the request itself. */
  early: boolean;
  /** Whether it has left, and what has been stopped is a redirect of it. */
  hasLeft?: boolean;
  /** What has stopped it before it left. */
  directive?: string;
}

/** A policy does not see the query. */
const keyOf = (directive: string, url: string) => directive + url.split('?')[0];
/** An element's directives bear its name: `img-src`, `script-src-elem`. */
const keyOfRequest = ({ carrier, url }: Address) =>
  keyOf(isElement(carrier) ? carrier : 'connect', url);

const suspects = new Set<Suspect>();
const blocked: Record<string, string> = {};

const judge = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
  const key = keyOf(effectiveDirective.split('-')[0] as string, blockedURI);
  if (disposition !== 'enforce') return;
  const same = [...suspects].filter(suspect => keyOfRequest(suspect) === key);
  // One that has left before shows that the address is open: a redirect has been stopped, whosever it
  // is. (Not so with scripts: each has its own nonce.)
  const isOpen = same.some(
    ({ carrier, early, directive }) => carrier !== 'script' && !early && !directive,
  );
  for (const suspect of same) {
    suspect.hasLeft = !suspect.early;
    if ((suspect.early && !isOpen) || isFirefox) suspect.directive = effectiveDirective;
    // Firefox reports a fetch's violation late. There, and there alone, a redirect that was stopped is
    // known from the request itself, which the browser has timed, soon after.
    if (suspect.hasLeft && isFirefox)
      new PerformanceObserver((list, observer) => {
        if (!suspects.has(suspect)) observer.disconnect();
        if (list.getEntriesByName(suspect.url)[0]) delete suspect.directive;
      }).observe({ type: 'resource' });
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
export const blockedBy = (request: Address): string | undefined => blocked[keyOfRequest(request)];

/** Watches a request that has just been sent. */
export const suspect = ({ carrier, url }: Address): Suspect => {
  // Each time, since `document.open` takes a page's listeners away. To listen twice is to listen once.
  look('defaultView')?.addEventListener('securitypolicyviolation', judge, true);
  const suspected = { carrier, url, early: true };
  suspects.add(suspected);
  return suspected;
};

/** Ends the watch, and gives what has stopped it: that will stop the next one, too. */
export const clear = (suspect: Suspect): string | undefined => {
  suspects.delete(suspect);
  const { directive } = suspect;
  // The next script's nonce may let it pass.
  if (directive && suspect.carrier !== 'script') blocked[keyOfRequest(suspect)] = directive;
  return directive;
};

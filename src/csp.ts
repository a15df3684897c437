import { isFirefox, look } from './page.ts';
import { isElement, type PlannedRequest } from './request.ts';

type Address = Pick<PlannedRequest, 'carrier' | 'url'>;

/** A request that has just left, unless a policy has stopped it. */
export interface TrackedRequest extends Address {
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

const trackedRequests = new Set<TrackedRequest>();
const blocked: Record<string, string> = {};

const onViolation = ({
  disposition,
  effectiveDirective,
  blockedURI,
}: SecurityPolicyViolationEvent) => {
  const key = keyOf(effectiveDirective.split('-')[0] as string, blockedURI);
  if (disposition !== 'enforce') return;
  const same = [...trackedRequests].filter(tracked => keyOfRequest(tracked) === key);
  // One that has left before shows that the address is open: a redirect has been stopped, whosever it
  // is. (Not so with scripts: each has its own nonce.)
  const isOpen = same.some(
    ({ carrier, early, directive }) => carrier !== 'script' && !early && !directive,
  );
  for (const tracked of same) {
    tracked.hasLeft = !tracked.early;
    if ((tracked.early && !isOpen) || isFirefox) tracked.directive = effectiveDirective;
    // Firefox reports a fetch's violation late. There, and there alone, a redirect that was stopped is
    // known from the request itself, which the browser has timed, soon after.
    if (tracked.hasLeft && isFirefox)
      new PerformanceObserver((list, observer) => {
        if (!trackedRequests.has(tracked)) observer.disconnect();
        if (list.getEntriesByName(tracked.url)[0]) delete tracked.directive;
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

/** Tracks a request that has just been sent. */
export const track = ({ carrier, url }: Address): TrackedRequest => {
  // Each time, since `document.open` takes a page's listeners away. To listen twice is to listen once.
  look('defaultView')?.addEventListener('securitypolicyviolation', onViolation, true);
  const tracked = { carrier, url, early: true };
  trackedRequests.add(tracked);
  return tracked;
};

/**
 * Ends the tracking, and gives what has stopped the request: that will stop the next one, too.
 *
 * @param isProvenSent in Firefox the violation of another request to this address may have named it
 */
export const untrack = (tracked: TrackedRequest, isProvenSent: boolean): string | undefined => {
  trackedRequests.delete(tracked);
  const { directive } = tracked;
  if (isProvenSent) return undefined;
  // The next script's nonce may let it pass.
  if (directive && tracked.carrier !== 'script') blocked[keyOfRequest(tracked)] = directive;
  return directive;
};

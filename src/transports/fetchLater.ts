import type { Transport } from '../request.ts';

/**
 * A request that the browser sends whether the page lives or not: it has its own quota, beside the
 * keepalive one. It goes at once, since a page that is hidden may live on for hours.
 *
 * @see https://fetch.spec.whatwg.org/#deferred-fetch
 */
export const fetchLater: Transport = ({ url, ...init }, landed) => {
  globalThis.fetchLater?.(url, { ...init, activateAfter: 0 });
  landed();
  return { outcome: 'queued' };
};

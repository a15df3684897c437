import type { Transport } from '../request.ts';

/**
 * A request that the browser sends whether the page lives or not: it has its own quota, beside the
 * keepalive one. It goes at once, since a page that is hidden may live on for hours.
 *
 * It needs no `page.onHandover`: Firefox, which alone stops scripts, lacks `fetchLater`.
 *
 * @see https://fetch.spec.whatwg.org/#deferred-fetch
 */
export const fetchLater: Transport = (request, release) => {
  globalThis.fetchLater?.(request.url, { ...request, activateAfter: 0 });
  release();
  return { outcome: 'queued' };
};

import { requestInit } from '../requestInit.ts';
import type { Transport } from '../types.ts';

/**
 * A request that the browser sends after the page: it has a quota of its own, beside the keepalive one.
 *
 * @see https://fetch.spec.whatwg.org/#deferred-fetch
 */
export const later: Transport = leg => {
  fetchLater?.(leg.url, requestInit(leg));
  return Promise.resolve({ outcome: 'queued' });
};

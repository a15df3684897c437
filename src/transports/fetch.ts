import { watch } from '../page.ts';
import type { Transport } from '../request.ts';

/**
 * A request that outlives the page, and shows its answer where the browser may.
 *
 * Its URL and its options go to `fetch` one by one: Firefox drops a keepalive request that is fetched as
 * a `Request` when the page ends.
 *
 * @see https://fetch.spec.whatwg.org/#request-keepalive-flag
 */
export const fetch: Transport = (request, landed) => {
  const { url, keepalive } = request;
  // Firefox before 133 would send it, but not beyond the page's end.
  if (keepalive && !('keepalive' in Request.prototype))
    return { result: 'unsupported', reason: 'keepalive' };
  const sent = globalThis.fetch(url, request);
  return new Promise(resolve => {
    // In Firefox a request that was in flight when its page entered the back/forward cache never
    // settles, though its quota is back.
    const forget = watch(event => {
      if (!event.persisted || event.type !== 'pageshow') return;
      end();
      resolve({ outcome: 'queued' });
    });
    const end = () => {
      forget();
      landed();
    };
    sent
      .then(response => {
        resolve({ outcome: 'acknowledged', status: response.status || undefined });
        // The keepalive quota comes back when the answer has been read to its end.
        return response.arrayBuffer();
      })
      .catch(error => resolve({ outcome: 'failed', reason: `${error}` }))
      .then(end);
  });
};

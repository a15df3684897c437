import { isReturn, page, watch } from '../page.ts';
import type { Answer, PlannedRequest, Transport } from '../request.ts';

/** What is done when the request has left: at an exit every microsecond before that counts. */
const answer = async (
  request: PlannedRequest,
  sent: PromiseLike<Response | undefined>,
  release: () => void,
): Promise<Answer> => {
  // It may be the page's own handler of a return that sends: that is no return of this request.
  const { event: own } = globalThis;
  await undefined;
  return new Promise(resolve => {
    // In Firefox a request that was in flight when its page entered the back/forward cache never
    // settles, though its quota is back.
    const forget = watch(event => {
      if (event === own || !isReturn(event)) return;
      end();
      resolve({ outcome: 'queued' });
    });
    const end = () => {
      forget();
      release();
    };
    // A page's own `fetch` may give what has no `catch`, or forget to give anything: it may have sent.
    Promise.resolve(sent)
      .then((response): unknown => {
        if (!response) return resolve({ outcome: 'queued' });
        request.see?.(response);
        resolve({ outcome: 'acknowledged', status: response.status || undefined });
        // The keepalive quota comes back when the answer has been read to its end.
        return response.arrayBuffer();
      })
      .catch(error => resolve({ outcome: 'failed', reason: `${error}` }))
      .then(end);
  });
};

/**
 * A request that outlives the page, and shows its answer where the browser may.
 *
 * Its URL and its options go to `fetch` one by one: Firefox drops a keepalive request that is fetched as
 * a `Request` when the page ends.
 *
 * @see https://fetch.spec.whatwg.org/#request-keepalive-flag
 */
export const fetch: Transport = (request, release) => {
  // Firefox before 133 would send it, but not beyond the page's end. (Bun does not know it, and has no page.)
  // (A page's own `Request`, as MooTools', is another thing.)
  const { prototype } = globalThis.Request || {};
  if (
    request.keepalive &&
    globalThis.document &&
    (prototype?.clone as unknown) &&
    !('keepalive' in prototype)
  )
    return { result: 'unsupported', reason: 'keepalive' };
  page.onHandover();
  return answer(request, globalThis.fetch(request.url, request), release);
};

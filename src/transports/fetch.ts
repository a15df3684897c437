import { inFlight } from '../inFlight.ts';
import { requestInit } from '../requestInit.ts';
import { timed } from '../timed.ts';
import type { Answer, Leg, Transport } from '../types.ts';

const answer = async (
  sent: Promise<Response>,
  { url, held, keepalive }: Leg,
): Promise<Answer | undefined> => {
  // A task that is queued now runs after a refusal by the browser itself (quota, policy, too many
  // requests), and before anything that a network can say. It is queued by an element that nobody
  // sees: engines run timers and messages in another order.
  let late = !globalThis.document;
  if (!late)
    Object.assign(document.createElement('details'), {
      ontoggle() {
        late = true;
      },
      open: true,
    });
  const release = () => {
    inFlight.bytes -= held;
    inFlight.requests -= +keepalive;
  };
  inFlight.bytes += held;
  inFlight.requests += +keepalive;
  try {
    const response = await sent;
    // The keepalive quota comes back when the answer has been read to its end.
    response.blob().then(release, release);
    return { outcome: 'acknowledged', status: response.status || undefined };
  } catch (error) {
    release();
    return late || timed(url) ? { outcome: 'failed', reason: `${error}` } : undefined;
  }
};

/**
 * A request that outlives the page, and shows its answer where the browser may.
 *
 * @see https://fetch.spec.whatwg.org/#request-keepalive-flag
 */
export const fetch: Transport = leg => {
  const { url } = leg;
  const init = requestInit(leg);
  // The constructor throws what is wrong with the call itself, before anything is sent; and Firefox
  // before 133 would send it, but not beyond the page's end.
  // It only looks: Firefox drops a keepalive request that is fetched as an object when the page ends.
  const { keepalive } = new Request(url, init);
  return keepalive || !leg.keepalive ? answer(globalThis.fetch(url, init), leg) : undefined;
};

import type { Answer, Transport } from '../types.ts';

const answer = async (sent: Promise<Response>): Promise<Answer> => {
  const response = await sent;
  // The keepalive quota comes back when the answer has been read to its end.
  response.blob().catch(() => {});
  return { outcome: 'acknowledged', status: response.status || undefined };
};

/**
 * A request that outlives the page, and shows its answer where the browser may.
 *
 * @see https://fetch.spec.whatwg.org/#request-keepalive-flag
 */
export const fetch: Transport = ({ url, ...options }) => {
  const { cors, headers } = options;
  const init: RequestInit = {
    ...(options as RequestInit),
    mode: cors || headers ? 'cors' : 'no-cors',
    keepalive: true,
    // It takes back what waits, never what was sent.
    signal: null,
  };
  // The constructor throws what is wrong with the call itself, before anything is sent; and Firefox
  // before 133 would send it, but not beyond the page's end.
  // It only looks: Firefox drops a keepalive request that is fetched as an object when the page ends.
  return new Request(url, init).keepalive ? answer(globalThis.fetch(url, init)) : undefined;
};

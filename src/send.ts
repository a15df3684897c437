import { csp } from './csp.ts';
import { elements } from './elements.ts';
import { inFlight } from './inFlight.ts';
import { quota } from './quota.ts';
import { timed } from './timed.ts';
import { beacon } from './transports/beacon.ts';
import { fetch } from './transports/fetch.ts';
import { img } from './transports/img.ts';
import { later } from './transports/later.ts';
import { script } from './transports/script.ts';
import type { Answer, Attempt, Carrier, Leg, Transport } from './types.ts';

const transports: Record<Carrier, Transport> = { fetch, beacon, img, script, fetchLater: later };

/** Firefox refuses the 251st to an origin, Chromium the 257th of a page, beacons among them. */
const mostRequests = 150;

/** In ms. A violation is told of within some 10 ms of the request that it has blocked. */
const grace = 100;

const pause = (ms: number, answer?: Answer) =>
  new Promise<Answer | undefined>(resolve => setTimeout(resolve, ms, answer));

const settle = async (
  sent: ReturnType<Transport>,
  { via, url, timeout }: Leg,
  attempt: Attempt,
  leaving: boolean,
) => {
  attempt.result = 'sent';
  const answer = await (timeout
    ? Promise.race([sent, pause(timeout, { outcome: 'queued' })])
    : sent);
  if (answer?.outcome === 'acknowledged') return answer;
  // A page that is leaving may have no later task.
  if (answer || !leaving) await pause(grace);
  // A policy that stops a redirect names the URL that has left. (Chromium times a blocked image too.)
  const reason = !elements(via) && timed(url) ? undefined : csp(via, url);
  if (!reason) {
    if (!answer) attempt.result = 'refused';
    return answer;
  }
  Object.assign(attempt, { result: 'blocked', reason });
};

/**
 * Sends one leg, and promises what came of it; `undefined` where it is known not to have left, which
 * the attempt then explains.
 */
export const send = (
  leg: Leg,
  attempt: Attempt,
  leaving: boolean,
): Promise<Answer | undefined> | undefined => {
  const { via, url, held, keepalive } = leg;
  attempt.via = via;
  // The next script's nonce may let it pass.
  const blocked = via === 'script' ? undefined : csp(via, url);
  const room = quota - inFlight.bytes;
  if (blocked) Object.assign(attempt, { result: 'blocked', reason: blocked });
  else if (via === 'fetch' && held > room)
    Object.assign(attempt, { result: 'too-large', reason: `${held} > ${room} bytes` });
  else if (via === 'fetch' && keepalive && inFlight.requests >= mostRequests)
    attempt.reason = `${mostRequests} in flight`;
  else {
    const sent = transports[via](leg);
    return sent && settle(sent, leg, attempt, leaving);
  }
};

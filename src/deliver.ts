import { read } from './encode.ts';
import { overLimit } from './limits.ts';
import { exitMoment, isBeaconSafer, orExit, pause } from './page.ts';
import { exitTurns, firstTurns, plan } from './plan.ts';
import {
  type Answer,
  type Call,
  isElement,
  type PlannedRequest,
  type Refusal,
  type Turn,
} from './request.ts';
import { schedule } from './schedule.ts';
import { send } from './send.ts';
import type { Attempt, Receipt, When } from './types.ts';

/** In ms: within it a visitor's click has left the page, if it does. */
const HESITATION = 1000;

/**
 * Takes one turn after the other until one has been taken, and promises the receipt.
 *
 * Runs synchronously up to the first request that the browser may have taken, except for an element that
 * must wait for load: a page that is closing may never run another task. What may have been sent is never
 * sent again.
 *
 * It rejects where the trigger is taken back while an element waits for load.
 */
export const deliver = async ({ id, url, when, vias, options }: Call): Promise<Receipt> => {
  const attempts: Attempt[] = [];
  let { data } = options;
  let turns = firstTurns(vias);
  let exiting = false;
  /** The last resort: for want of quota, or in Firefox before 133, which knows no keepalive. */
  let withoutKeepalive: Turn | undefined;

  /** Whatever goes from now on goes at this exit, if it is one. */
  const enterExit = (exit: When | undefined) => {
    if (!exit) return;
    when = exit;
    exiting = true;
    turns = exitTurns(
      turns,
      // A beacon is a POST, and shows no answer, which the outbox needs; and who says something of CORS may.
      isBeaconSafer() && options.cors === undefined && !options.see && options.method !== 'GET',
      // It has its own quota.
      globalThis.fetchLater && vias[0],
    );
  };
  const next = (): Turn | undefined => {
    const [turn] = turns;
    // It goes before an image while the page lives, which would be cut as well; as the last resort when
    // the page exits, since it may only have been hidden.
    if (withoutKeepalive && (!turn || (!exiting && isElement(turn.carrier)))) {
      turns.unshift(withoutKeepalive);
      withoutKeepalive = undefined;
    }
    return turns.shift();
  };

  if (when === 'hidden' || when === 'pagehide' || exitMoment() === 'pagehide') enterExit(when);
  for (let turn = next(); turn; turn = next()) {
    const { via } = turn;
    // An element that stands in for another transport must not hold the load event either.
    if (when === 'now' && !exiting && isElement(turn.carrier) && !isElement(vias[0])) {
      when = await new Promise<When>((leave, cancel) =>
        schedule('load', options, { leave, cancel }),
      );
      // A click that leaves the page cuts the image that it has begun, not one that begins at the exit;
      // a tab that is closed cuts both. (Node has no navigator.)
      if (when === 'load' && globalThis.navigator?.userActivation?.isActive)
        await orExit(pause(HESITATION));
      when = exitMoment() ?? when;
      if (when !== 'load') {
        enterExit(when);
        turn = { via, carrier: 'fetch' };
      }
    }

    let carrier = isElement(via) ? via : turn.carrier;
    let request: PlannedRequest | Refusal | undefined;
    let limit: Refusal | undefined;
    let found: Answer | Refusal | Promise<Answer | Refusal>;
    try {
      data = read(data);
      request =
        when === 'now' || globalThis.document
          ? plan(turn, { id, url, when, options, data })
          : { result: 'unsupported', reason: `${when} needs a page` };
      if ('result' in request) found = request;
      else {
        carrier = turn.carrier;
        limit = turn.unlimited ? undefined : overLimit(request);
        found = limit ?? send(request, exiting, options.timeout);
      }
      if ('then' in found) {
        found = await found;
        if (!exiting && 'result' in found) enterExit(exitMoment());
      }
    } catch (error) {
      found = { result: 'error', reason: `${error}` };
    }

    const { outcome, reason, result = reason ? 'error' : 'sent' } = found as Answer & Refusal;
    // The policy may let the element itself pass, and Chromium and WebKit let it arrive.
    if (result === 'blocked' && isElement(via) && carrier === 'fetch') {
      turns.unshift({ via, carrier: via });
      continue;
    }
    attempts.push({ via: carrier, result, ...(reason && { reason }) });
    if (outcome)
      return {
        id,
        url: (request as PlannedRequest).url,
        when,
        attempts,
        via: carrier,
        ...(found as Answer),
      };
    // Data that cannot be read does not get better by trying.
    if (!request) break;
    // The same request may pass without keepalive.
    if (
      (request as PlannedRequest).keepalive &&
      ['too-large', 'refused', 'unsupported'].includes(result)
    )
      withoutKeepalive ??= { via, carrier: 'fetch', keepalive: false };
    // A browser without such a limit takes it; in the others nothing else was left.
    if (exiting && carrier === 'beacon' && found === limit)
      turns.push({ ...turn, unlimited: true });
  }
  return { id, url, when, attempts, outcome: 'failed' };
};

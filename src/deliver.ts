import { read } from './encode.ts';
import { overLimit } from './limits.ts';
import { exitMoment, isBeaconSafer, orExit, pause } from './page.ts';
import { type Departure, plan } from './plan.ts';
import { type Answer, isElement, type PlannedRequest, type Refusal, type Turn } from './request.ts';
import { send } from './send.ts';
import type { Attempt, Receipt, Via, When } from './types.ts';

/** In ms: within it a visitor's click has left the page, if it does. */
const HESITATION = 1000;

/** A trigger whose time has come. */
export interface Due {
  vias: readonly Via[];
  /** Absolute. */
  url: string;
  options: Departure['options'] & { timeout?: number | undefined };
  id: string;
  when: When;
}

/**
 * Takes one turn after the other until one has been taken, and promises the receipt.
 *
 * Until then it runs synchronously: a page that is closing may never run another task. What may have
 * been sent is never sent again.
 *
 * @param loaded promises the moment, once the page has loaded or is left; rejects where the trigger is
 * taken back, as `deliver` then does
 */
export const deliver = async (
  { vias, url, options, id, when }: Due,
  loaded: () => Promise<When>,
): Promise<Receipt> => {
  const attempts: Attempt[] = [];
  // An image that stands in for another transport goes as a keepalive GET of the same URL, which takes
  // nothing of the quota, outlives the page and never holds the load event.
  const turns: Turn[] = vias.map((via, n) => ({
    via,
    carrier: n && via === 'img' ? 'fetch' : via,
  }));
  let { data } = options;
  let leaving = false;
  /** What can go without keepalive alone: for want of quota, or in Firefox before 133, which knows none. */
  let mortal: Turn | undefined;

  /** Whatever goes from now on goes at this exit, if it is one. */
  const leave = (exit: When | undefined) => {
    if (!exit) return;
    when = exit;
    leaving = true;
    // An element's request that starts while the page is left is lost in Firefox and WebKit; a
    // keepalive GET of the same URL is not.
    for (const turn of turns) if (isElement(turn.carrier)) turn.carrier = 'fetch';
    // A beacon is a POST, and shows no answer, which the outbox needs; and who says something of CORS may.
    if (isBeaconSafer() && options.cors === undefined && !options.see && options.method !== 'GET')
      turns.sort((a, b) => +(b.via === 'beacon') - +(a.via === 'beacon'));
    // It has its own quota.
    if (globalThis.fetchLater) turns.push({ via: vias[0] as Via, carrier: 'fetchLater' });
  };
  const next = (): Turn | undefined => {
    const [turn] = turns;
    // It goes before an image while the page lives, which would be cut as well; as the last resort when
    // the page is left, since it may only have been hidden.
    if (mortal && (!turn || (!leaving && isElement(turn.carrier)))) {
      turns.unshift(mortal);
      mortal = undefined;
    }
    return turns.shift();
  };

  if (when === 'hidden' || when === 'pagehide' || exitMoment() === 'pagehide') leave(when);
  for (let turn = next(); turn; turn = next()) {
    const { via } = turn;
    // An element that stands in for another transport must not hold the load event either.
    if (when === 'now' && isElement(turn.carrier) && !isElement(vias[0]) && !leaving) {
      when = await loaded();
      // A click that leaves the page cuts the image that it has begun, not one that begins at the exit;
      // a tab that is closed cuts both. (Node has no navigator.)
      if (when === 'load' && globalThis.navigator?.userActivation?.isActive)
        await orExit(pause(HESITATION));
      when = exitMoment() ?? when;
      if (when !== 'load') {
        leave(when);
        turn.carrier = 'fetch';
      }
    }

    let carrier = isElement(via) ? via : turn.carrier;
    let request: PlannedRequest | Refusal | undefined;
    let found: Answer | Refusal | Promise<Answer | Refusal>;
    try {
      data = read(data);
      request =
        when === 'now' || globalThis.document
          ? plan(turn, { url, options, data, id, when })
          : { result: 'unsupported', reason: `${when} needs a page` };
      if ('result' in request) found = request;
      else {
        ({ carrier } = request);
        found = (!turn.keepalive && overLimit(request)) || send(request, leaving, options.timeout);
      }
      if ('then' in found) {
        found = await found;
        if (!leaving && 'result' in found) leave(exitMoment());
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
    if ((request as PlannedRequest).keepalive && !['blocked', 'error'].includes(result))
      mortal ??= { via, carrier: 'fetch', keepalive: false };
    // Where there is no such limit it is taken; elsewhere nothing else was left.
    if (leaving && carrier === 'beacon' && result === 'refused' && reason)
      turns.push({ via, carrier, keepalive: true });
  }
  return { id, url, when, attempts, outcome: 'failed' };
};

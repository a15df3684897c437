import { read } from './encode.ts';
import { overLimit } from './limits.ts';
import { exitMoment, page } from './page.ts';
import { plan } from './plan.ts';
import { type Answer, isElement, type PlannedRequest, type Refusal, type Turn } from './request.ts';
import { send } from './send.ts';
import type { Attempt, Receipt, TriggerOptions, Via, When } from './types.ts';

/** A trigger whose time has come. */
export interface Due {
  vias: readonly Via[];
  /** Absolute. */
  url: string;
  options: TriggerOptions;
  id: string;
  /** Promises the moment, once the page has loaded or is left; rejects where it is taken back. */
  loaded(): Promise<When>;
}

/**
 * Takes one turn after the other until one has been taken, and promises the receipt.
 *
 * Until then it runs synchronously: a page that is closing may never run another task. What may have
 * been sent is never sent again.
 */
export const deliver = async (
  { vias, url, options, id, loaded }: Due,
  moment: When,
): Promise<Receipt> => {
  const attempts: Attempt[] = [];
  const turns: Turn[] = vias.map(via => ({ via }));
  let { data } = options;
  let when = moment;
  let leaving = false;
  /** What the keepalive quota has no room for. */
  let wide: Turn | undefined;

  const end = (known: Pick<Receipt, 'outcome'> & Partial<Receipt>): Receipt => ({
    id,
    url,
    when,
    attempts,
    ...known,
  });
  const leave = () => {
    leaving = true;
    // It has a quota of its own.
    if (globalThis.fetchLater) turns.push({ via: vias[0] as Via, carrier: 'fetchLater' });
  };
  const next = (): Turn | undefined => {
    const [turn] = turns;
    // What has no room goes without keepalive: before an image while the page lives, which would be
    // cut as well; as the last resort when it is left, since it may only have been hidden.
    if (!wide || (turn && (leaving || !isElement(turn.via)))) return turns.shift();
    const last = wide;
    wide = undefined;
    return last;
  };

  if (!globalThis.document && when !== 'now') {
    for (const via of vias)
      attempts.push({ via, result: 'unsupported', reason: `${when} needs a page` });
    return end({ outcome: 'failed' });
  }
  if (page.left || when === 'hidden' || when === 'pagehide') leave();

  for (let turn = next(); turn; turn = next()) {
    // An element that stands in for another transport must not hold the load event either.
    if (isElement(turn.via) && !isElement(vias[0]) && when === 'now' && !leaving) {
      try {
        when = await loaded();
      } catch (reason) {
        return end({ outcome: 'canceled', reason: `${reason}` });
      }
      if (when !== 'load') leave();
    }
    let request: PlannedRequest | Refusal | undefined;
    let found: Answer | Refusal | Promise<Answer | Refusal>;
    try {
      data = read(data);
      request = plan(turn, { url, options, data, id, when, leaving });
      found =
        'result' in request
          ? request
          : (turn.carrier !== 'beacon' && overLimit(request)) ||
            send(request, leaving, options.timeout);
      if ('then' in found) {
        found = await found;
        const exit = leaving ? undefined : exitMoment();
        // Whoever comes next leaves at the exit.
        if (exit && 'result' in found) {
          when = exit;
          leave();
        }
      }
    } catch (error) {
      found = { result: 'error', reason: `${error}` };
    }

    const planned = request && 'carrier' in request ? request : undefined;
    const via = planned?.carrier ?? turn.carrier ?? turn.via;
    if ('outcome' in found) {
      const { reason, ...known } = found;
      attempts.push(reason ? { via, result: 'error', reason } : { via, result: 'sent' });
      return end({ url: planned?.url ?? url, via, ...known });
    }
    attempts.push({ via, ...found });
    // Data that cannot be read does not get better by trying.
    if (!request) break;
    if (found.result === 'blocked' && via !== turn.via && !turn.carrier)
      // The policy may let the element itself pass, and Chromium and WebKit let it arrive.
      turns.unshift({ via: turn.via, carrier: turn.via });
    // Where there is no such limit it is taken; elsewhere nothing else was left.
    if (via === 'beacon' && leaving && found.reason && !turn.carrier)
      turns.push({ via, carrier: via });
    if (planned?.keepalive && (found.result === 'refused' || found.result === 'too-large'))
      wide ??= { via: turn.via, carrier: 'fetch', keepalive: false };
  }
  return end({ outcome: 'failed' });
};

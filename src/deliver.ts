import { elements } from './elements.ts';
import { inFlight } from './inFlight.ts';
import { plan } from './plan.ts';
import { read } from './read.ts';
import { send } from './send.ts';
import type {
  Attempt,
  Carrier,
  Leg,
  Receipt,
  Refusal,
  TriggerOptions,
  Via,
  When,
} from './types.ts';

/**
 * Chromium says `true` to the 257th beacon in flight, and loses it: one more is carried by a fetch,
 * which tells its end.
 */
const mostBeacons = 100;

/**
 * Tries the transports in order until one has sent, and promises the receipt.
 *
 * Until then it runs synchronously: a page that is closing may never run another task. What may have
 * been sent is never sent again.
 *
 * @param receipt of a trigger that has been canceled, until it is delivered
 * @param loaded promises the moment, once the page has loaded or is left; nothing if it is canceled
 */
export const deliver = async (
  vias: readonly Via[],
  target: URL,
  options: TriggerOptions,
  receipt: Receipt,
  loaded: () => Promise<When | undefined>,
): Promise<Receipt> => {
  const { id, attempts } = receipt;
  let { when } = receipt;
  let leaving = /hid/.test(when);
  const turns: [asked: Via, by?: Carrier, keepalive?: boolean][] = vias.map(asked => [asked]);
  // It has a quota of its own.
  if (leaving && globalThis.fetchLater) turns.push([vias[0] as Via, 'fetchLater']);
  let { data } = options;
  let turn: Leg | Refusal | undefined;
  let again = true;
  for (const [asked, by, keepalive] of turns) {
    const attempt: Attempt = { via: by ?? asked, result: 'refused' };
    attempts.push(attempt);
    // An element that stands in for another transport must not hold the load event either.
    if (attempts[1] && elements(asked) && !elements(vias) && !leaving) {
      const moment = await loaded();
      if (!moment) return receipt;
      when = moment;
      leaving = /hid/.test(when);
    }
    try {
      data = read(data);
      const crowded = asked === 'beacon' && inFlight.beacons >= mostBeacons;
      turn =
        when === 'now' || globalThis.document
          ? plan(asked, target, data, options, id, when, crowded ? 'fetch' : by, keepalive)
          : { result: 'unsupported', reason: `${when} needs a page` };
      if ('result' in turn) {
        Object.assign(attempt, turn);
        continue;
      }
      const sent = send(turn, attempt, leaving);
      const answer = sent && (await sent);
      if (answer) {
        const { reason, ...known } = answer;
        if (reason) Object.assign(attempt, { result: 'error', reason });
        return { ...receipt, when, via: turn.via, url: turn.url, ...known };
      }
      // What keepalive has no room for goes without: at once while the page lives, and as a last
      // resort when it is left, since it may only have been hidden.
      if (again && attempt.result !== 'blocked') {
        again = false;
        turns.splice(leaving ? turns.length : attempts.length, 0, [asked, 'fetch', false]);
      }
    } catch (error) {
      attempt.result = 'error';
      attempt.reason = `${error}`;
      // Data that cannot be read does not get better by trying.
      if (!turn) break;
    }
  }
  return { ...receipt, when, outcome: 'failed' };
};

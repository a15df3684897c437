import { plan } from './plan.ts';
import { beacon } from './transports/beacon.ts';
import { fetch } from './transports/fetch.ts';
import { img } from './transports/img.ts';
import { script } from './transports/script.ts';
import type { Answer, Attempt, Leg, Receipt, Transport, TriggerOptions, Via } from './types.ts';

const transports: Record<Via, Transport> = { fetch, beacon, img, script };

/**
 * Tries the transports in order until one has sent, and promises the receipt.
 *
 * Until then it runs synchronously: a page that is closing may never run another task. What may have
 * been sent is never sent again.
 */
export const deliver = async (
  vias: readonly Via[],
  target: URL,
  options: TriggerOptions,
  receipt: Receipt,
): Promise<Receipt> => {
  const { timeout } = options;
  let { data } = options;
  let turn: Leg | Attempt | undefined;
  let sent: Promise<Answer> | undefined;
  for (const asked of vias) {
    const attempt: Attempt = { via: asked, result: 'refused' };
    receipt.attempts.push(attempt);
    try {
      if (typeof data === 'function') data = data();
      turn = plan(asked, target, data, options, receipt.id, receipt.when);
      if ('result' in turn) Object.assign(attempt, turn);
      else {
        const { via, url } = turn;
        attempt.via = via;
        sent = transports[via](turn);
        if (sent) {
          attempt.result = 'sent';
          receipt = { ...receipt, via, url, outcome: 'queued' };
          const patience = new Promise<undefined>(resolve => {
            if (timeout) setTimeout(resolve, timeout);
          });
          return { ...receipt, ...(await Promise.race([sent, patience])) };
        }
      }
    } catch (error) {
      attempt.result = 'error';
      attempt.reason = `${error}`;
      // Neither data that cannot be read nor a request that may have arrived gets better by trying.
      if (sent || !turn) break;
    }
  }
  return { ...receipt, outcome: 'failed' };
};

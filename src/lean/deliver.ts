import { encode, read } from '../encode.ts';
import { takeId } from '../id.ts';
import { exitMoment, isBeaconSafer } from '../page.ts';
import { addQuery } from '../plan.ts';
import type { Answer, PlannedRequest, Refusal } from '../request.ts';
import { beacon } from '../transports/beacon.ts';
import { fetch } from '../transports/fetch.ts';
import type { Attempt, Receipt, When } from '../types.ts';
import type { LeanOptions } from './types.ts';

const transports = { fetch, beacon };

/** Sends by a keepalive fetch or a beacon, by the other where the first cannot, and promises the receipt. */
export const deliver = async (
  url: string,
  { data, tag = true }: LeanOptions,
  when: When,
): Promise<Receipt> => {
  const attempts: Attempt[] = [];
  const number = tag ? takeId() : '';
  const vias: ('fetch' | 'beacon')[] = ['fetch', 'beacon'];
  if (isBeaconSafer() && (when === 'pagehide' || exitMoment())) vias.reverse();
  for (const via of vias) {
    const request = {
      url: tag ? addQuery(url, `sendoff=${number}.${via}.${when}`) : url,
      method: 'POST',
      mode: 'no-cors',
      keepalive: true,
    } as PlannedRequest;
    let found: Answer | Refusal;
    try {
      data = read(data);
      request.body = encode(data, 'form') as BodyInit;
      found =
        when !== 'now' && !globalThis.document
          ? { result: 'unsupported', reason: `${when} needs a page` }
          : await transports[via](request, () => {});
    } catch (error) {
      found = { result: 'error', reason: `${error}` };
    }
    const { outcome, reason, result = reason ? 'error' : 'sent' } = found as Answer & Refusal;
    attempts.push({ via, result, ...(reason && { reason }) });
    if (outcome) return { id: number, url: request.url, when, attempts, via, ...(found as Answer) };
  }
  return { id: number, url, when, attempts, outcome: 'failed' };
};

import { plan } from '../../src/plan.ts';
import { isElement, type PlannedRequest, type Refusal, type Turn } from '../../src/request.ts';
import type { Data, TriggerOptions, Via } from '../../src/types.ts';

export type Case = Omit<TriggerOptions, 'data'> & { data?: Data | null | undefined; url?: string };

/** What a turn would send, or why it would not: of trigger `p.1`, now, if the case names nothing else. */
export const plannedTurn = (
  turn: Turn,
  { data, url = 'https://a.test/s', when = 'now', ...options }: Case = {},
): PlannedRequest | Refusal =>
  plan(turn, {
    url: new URL(url).href,
    data,
    options,
    id: options.tag === false ? '' : 'p.1',
    when,
  });

/** The same for a transport that carries itself; at an exit, a fetch stands in for an element. */
export const planned = (via: Via, options: Case = {}): PlannedRequest | Refusal => {
  const leaving = options.when === 'hidden' || options.when === 'pagehide';
  return plannedTurn({ via, carrier: leaving && isElement(via) ? 'fetch' : via }, options);
};

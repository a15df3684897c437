import { plan } from '../../src/plan.ts';
import type { PlannedRequest, Refusal, Turn } from '../../src/request.ts';
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

/** The same for a transport that carries itself. */
export const planned = (via: Via, options: Case = {}): PlannedRequest | Refusal =>
  plannedTurn({ via, carrier: via }, options);

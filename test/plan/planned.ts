import { plan } from '../../src/plan.ts';
import type { Data, Leg, Refusal, TriggerOptions, Via } from '../../src/types.ts';

export type Case = Omit<TriggerOptions, 'data'> & { data?: Data | null | undefined; url?: string };

/** What `via` would send, or why it would not: of trigger `p.1`, now, if not said otherwise. */
export const planned = (
  via: Via,
  { data, url = 'https://a.test/s', when = 'now', ...options }: Case = {},
): Leg | Refusal => plan(via, new URL(url), data, options, 'p.1', when);

import type { Cell } from './cell.ts';
import { type Condition, conditions } from './conditions.ts';

/** What is known of an engine on this machine. */
export type Ability = { missing: string } | { version: string; build: string; fetchLater: boolean };

/** Why a cell cannot be run, if it cannot. */
export function whyNot({ subject, condition, engine }: Cell, ability: Ability): string | undefined {
  if ('missing' in ability) return ability.missing;
  if (subject === 'fetchLater' && !ability.fetchLater) return 'this browser has no fetchLater';
  const { cannot }: Condition = conditions[condition];
  return cannot?.[engine];
}

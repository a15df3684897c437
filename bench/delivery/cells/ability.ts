import type { Cell } from './cell.ts';

/** What is known of an engine on this machine. */
export type Ability = { missing: string } | { version: string; build: string; fetchLater: boolean };

/** Why a cell cannot be run, if it cannot. */
export function whyNot({ subject }: Cell, ability: Ability): string | undefined {
  if ('missing' in ability) return ability.missing;
  if (subject === 'fetchLater' && !ability.fetchLater) return 'this browser has no fetchLater';
  return undefined;
}

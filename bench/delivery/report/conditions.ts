import type { EngineName } from '../../../setup/locate.ts';
import { shareArrived } from '../../report/share.ts';
import { type ConditionName, conditions } from '../cells/conditions.ts';
import type { SubjectName } from '../cells/subjects.ts';
import { type Delivery, toJson } from './delivery.ts';

/** What the latest whole run of each condition has found; `docs/conditions.json`. */
export type Conditions = Readonly<Partial<Record<ConditionName, Delivery>>>;

/** The conditions that have been run, in the order of their table. */
export function measured(all: Conditions): readonly (readonly [ConditionName, Delivery])[] {
  return (Object.keys(conditions) as ConditionName[]).flatMap(name => {
    const delivery = all[name];
    return delivery ? [[name, delivery] as const] : [];
  });
}

/** Of all the requests of a subject under a condition, how many arrived; nothing where none was made. */
export function shareOf(
  { outcomes }: Delivery,
  engine: EngineName,
  subject: SubjectName,
): number | undefined {
  return shareArrived(outcomes.filter(it => it.engine === engine && it.subject === subject));
}

/** Why nothing of an engine stands under a condition, if nothing does. */
export function whyNone({ engines, outcomes }: Delivery, engine: EngineName): string | undefined {
  const own = outcomes.filter(it => it.engine === engine);
  const reasons = new Set(own.map(it => ('reason' in it ? it.reason : undefined)));
  const [reason] = reasons;
  return reasons.size === 1 ? reason : engines[engine] ? undefined : 'it was not run';
}

/** `docs/conditions.json`. */
export function toConditionsJson(all: Conditions): string {
  const parts = measured(all).map(([name, delivery]) => `"${name}": ${toJson(delivery).trimEnd()}`);
  return `{\n${parts.join(',\n')}\n}\n`;
}

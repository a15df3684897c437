import type { EngineName } from '../../../setup/locate.ts';
import { type Condition, type ConditionName, conditions } from './conditions.ts';
import { type Exit, type ExitName, exits } from './exits.ts';
import type { Moment } from './moments.ts';
import type { SubjectName } from './subjects.ts';

/** One case of the matrix. */
export interface Cell {
  engine: EngineName;
  condition: ConditionName;
  exit: ExitName;
  subject: SubjectName;
  moment: Moment;
}

/** What came of a case: how many requests were made, one a run or many, arrived, and came once too often. */
export interface Counted extends Cell {
  runs: number;
  arrived: number;
  duplicates: number;
  /** What the page has seen of them, and how often, where it stayed for that. */
  receipts?: Readonly<Record<string, number>>;
}

/** A case that cannot be run here. */
interface Impossible extends Cell {
  reason: string;
}

export type Outcome = Counted | Impossible;

/** How many requests one run of a case makes. */
export function requestsOf({ condition, exit }: Pick<Cell, 'condition' | 'exit'>): number {
  const { many }: Condition = conditions[condition];
  const { times = 1 }: Exit = exits[exit];
  return (many?.count ?? 1) * times;
}

/** Whether the moment has not come when the page is left: the exit is what a trigger then leaves at. */
export function waits({ moment, exit }: Pick<Cell, 'moment' | 'exit'>): boolean {
  if (moment === 'hidden' || moment === 'pagehide') return true;
  return moment !== 'now' && !exits[exit].loaded;
}

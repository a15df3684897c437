import type { EngineName } from '../../../setup/locate.ts';
import { type ExitName, exits } from './exits.ts';
import type { Moment } from './moments.ts';
import type { SubjectName } from './subjects.ts';

/** One case of the matrix. */
export interface Cell {
  engine: EngineName;
  exit: ExitName;
  subject: SubjectName;
  moment: Moment;
}

/** What came of a case: in how many runs its request arrived, and how many came once too often. */
export interface Counted extends Cell {
  runs: number;
  arrived: number;
  duplicates: number;
}

/** A case that cannot be run here. */
interface Impossible extends Cell {
  reason: string;
}

export type Outcome = Counted | Impossible;

/** Whether the moment has not come when the page is left: the exit is what a trigger then leaves at. */
export function waits({ moment, exit }: Pick<Cell, 'moment' | 'exit'>): boolean {
  if (moment === 'hidden' || moment === 'pagehide') return true;
  return moment !== 'now' && !exits[exit].loaded;
}

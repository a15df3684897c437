import type { EngineName } from '../../../setup/locate.ts';
import type { Outcome } from '../cells/cell.ts';
import type { Ability } from '../cells/whyNot.ts';

/** What a run of the matrix has found; `docs/delivery.json`. */
export interface Delivery {
  /** The day of the run, as in 2026-11-23. */
  date: string;
  runs: number;
  engines: Readonly<Partial<Record<EngineName, Ability>>>;
  outcomes: readonly Outcome[];
}

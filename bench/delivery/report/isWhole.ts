import type { Outcome } from '../cells/cell.ts';

/** Whether a cell was run, and every run's request arrived. */
export function isWhole(outcome: Outcome): boolean {
  return 'runs' in outcome && outcome.runs > 0 && outcome.arrived === outcome.runs;
}

import type { Outcome } from '../cells/cell.ts';

/** What stands in a cell of a table: how many arrived, and how many came once too often. */
export function show(outcome: Outcome | undefined): string {
  if (outcome === undefined || 'reason' in outcome) return '–';
  const { arrived, runs, duplicates } = outcome;
  if (runs === 0) return ''; // not done yet
  const share = arrived === runs ? `${runs}` : `${arrived}/${runs}`;
  return duplicates > 0 ? `${share} +${duplicates}` : share;
}

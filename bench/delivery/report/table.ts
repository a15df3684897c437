import { alignTable } from '../../report/table.ts';
import type { Outcome } from '../cells/cell.ts';

/** Outcomes of one engine as a table: a row for each subject and moment. */
export function toTable(outcomes: readonly Outcome[]): string {
  const exits = [...new Set(outcomes.map(({ exit }) => exit))];
  const rows = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.subject} ${outcome.moment}`;
    rows.set(key, [...(rows.get(key) ?? []), outcome]);
  }
  const body = [...rows.values()].map(row => [
    `\`${row[0]?.subject}\``,
    `\`${row[0]?.moment}\``,
    ...exits.map(exit => show(row.find(outcome => outcome.exit === exit))),
  ]);
  return alignTable(['subject', 'moment', ...exits], body);
}

/** What stands in a cell of a table: how many arrived, and how many came once too often. */
export function show(outcome: Outcome | undefined): string {
  if (outcome === undefined || 'reason' in outcome) return '–';
  const { arrived, runs, duplicates } = outcome;
  if (runs === 0) return ''; // not done yet
  const share = arrived === runs ? `${runs}` : `${arrived}/${runs}`;
  return duplicates > 0 ? `${share} +${duplicates}` : share;
}

import type { Outcome } from '../cells/cell.ts';
import { alignTable } from './alignTable.ts';
import { show } from './show.ts';

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

import type { Outcome } from './cell.ts';
import { show } from './show.ts';

/** Outcomes of one engine as a Markdown table that can be read as it is: a row for each subject and moment. */
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
  const head = ['subject', 'moment', ...exits];
  const widths = head.map((name, column) =>
    Math.max(name.length, ...body.map(cells => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...body.map(line)].join('\n');
}

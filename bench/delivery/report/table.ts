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

/** A Markdown table with its columns in line, so that it can be read as it is. */
export function alignTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...body.map(cells => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** Lines as a Markdown list. */
export function bullets(lines: readonly string[]): string {
  return lines.map(line => `- ${line}`).join('\n');
}

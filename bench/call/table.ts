import type { Row } from './rows.ts';

const HEAD = ['engine', 'call', 'figure', 'bare', 'sendoff', 'cost', 'limit'];

/** The rows as text, µs where a figure names no other unit. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  return lines
    .map(line =>
      line
        .map((cell, column) =>
          column < 3
            ? cell.padEnd(widths[column] as number)
            : cell.padStart(widths[column] as number),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Which limits are met, and which are not. */
export function verdict(rows: readonly Row[]): string {
  const judged = rows.filter(({ limit }) => limit !== undefined);
  const list = (each: readonly Row[]) =>
    each.length === 0
      ? 'none'
      : each
          .map(
            row =>
              `${row.engine} ${row.call}, ${row.figure} (${shorten(row.cost)} of ${row.limit})`,
          )
          .join('; ');
  return `Met: ${list(judged.filter(isMet))}. Not met: ${list(judged.filter(row => !isMet(row)))}.`;
}

export const isMet = ({ cost, limit }: Row): boolean => limit === undefined || cost <= limit;

function cells(row: Row): string[] {
  const { engine, call, figure, bare, sendoff, cost, unit, limit } = row;
  return [
    engine,
    call,
    figure,
    bare === undefined ? '–' : whole(bare),
    whole(sendoff),
    unit && `${cost.toFixed(2)} ${unit}`,
    limit === undefined ? '' : `${limit} ${isMet(row) ? '✓' : '✗'}`,
  ];
}

const shorten = (cost: number) => (cost < 10 ? cost.toFixed(2) : whole(cost));

const whole = (value: number) => Math.round(value).toLocaleString('en');

import type { EngineName } from '../../../setup/locate.ts';
import type { Ability } from '../cells/ability.ts';
import type { Cell, Counted, Outcome } from '../cells/cell.ts';
import type { Visited } from '../cells/visits.ts';

/** What a run of the matrix has found; `docs/delivery.json`. */
export interface Delivery {
  /** The day of the run, as in 2026-11-23. */
  date: string;
  runs: number;
  engines: Readonly<Partial<Record<EngineName, Ability>>>;
  outcomes: readonly Outcome[];
}

/** Counts what came of a cell, over all the visits that it had part in. */
export function tally(
  visits: readonly Visited[],
): (cell: Cell) => Pick<Counted, 'runs' | 'arrived' | 'duplicates'> {
  const key = ({ engine, exit, subject }: Omit<Cell, 'moment'>) => `${engine} ${exit} ${subject}`;
  const pages = new Map<string, Visited[]>();
  for (const visit of visits) pages.set(key(visit), [...(pages.get(key(visit)) ?? []), visit]);

  return cell => {
    const counts = (pages.get(key(cell)) ?? []).flatMap(
      ({ arrivals }) => arrivals[cell.moment] ?? [],
    );
    return {
      runs: counts.length,
      arrived: counts.filter(count => count > 0).length,
      duplicates: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    };
  };
}

/** `docs/delivery.json`: a line for each outcome, so that two runs can be compared. */
export function toJson({ outcomes, ...about }: Delivery): string {
  const lines = outcomes.map(outcome => `    ${JSON.stringify(outcome)}`);
  const head = JSON.stringify(about, null, 2).slice(0, -2);
  return `${head},\n  "outcomes": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

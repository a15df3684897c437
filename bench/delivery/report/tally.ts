import type { Cell, Counted } from '../cells/cell.ts';
import type { Visited } from '../cells/visit.ts';

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

import type { Cell } from './cell.ts';
import { exits } from './exits.ts';
import { type Subject, subjects } from './subjects.ts';
import type { Visit } from './visit.ts';

/** The visits that cover these cells, all of one run before those of the next. */
export function visitsOf(cells: readonly Cell[], runs: number): readonly Visit[] {
  const pages = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = `${cell.engine} ${cell.exit} ${cell.subject} ${isAlone(cell)}`;
    pages.set(key, [...(pages.get(key) ?? []), cell]);
  }
  const numbers = Array.from({ length: runs }, (_, index) => index + 1);
  return numbers.flatMap(run =>
    [...pages.values()].map(([first, ...rest]) => {
      const { moment, ...page } = first as Cell;
      return { ...page, moments: [moment, ...rest.map(cell => cell.moment)], run };
    }),
  );
}

/**
 * A request that belongs to the page and is under way when the page is left costs Firefox its
 * back/forward cache, and with it some of what the same page sends at the exit.
 */
function isAlone({ subject, moment, exit }: Cell): boolean {
  const { bound }: Subject = subjects[subject];
  return bound === true && moment === 'now' && exits[exit].asked !== 'while it loads';
}

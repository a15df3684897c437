import type { Selection } from '../selection.ts';
import type { Cell } from './cell.ts';
import { type Subject, subjects } from './subjects.ts';

/** The cells of a selection, in the order of the tables. */
export function cellsOf(selection: Selection): readonly Cell[] {
  return selection.engines.flatMap(engine =>
    selection.subjects.flatMap(subject => {
      const { moments = selection.moments }: Subject = subjects[subject];
      return selection.moments
        .filter(moment => moments.includes(moment))
        .flatMap(moment => selection.exits.map(exit => ({ engine, subject, moment, exit })));
    }),
  );
}

import { subjects } from '../cells/subjects.ts';
import { alignTable } from './alignTable.ts';
import type { Delivery } from './delivery.ts';
import { isWhole } from './isWhole.ts';

/** In how many cells each subject delivers every run, engine by engine: a Markdown table. */
export function totals({ engines, outcomes }: Delivery): string {
  const names = Object.keys(engines);
  const rows = Object.entries(subjects).map(([subject, { title }]) => {
    const cells = names.map(name => {
      const own = outcomes.filter(it => it.subject === subject && it.engine === name);
      const counted = own.filter(it => 'runs' in it);
      return counted.length === 0 ? '–' : `${counted.filter(isWhole).length} of ${counted.length}`;
    });
    return [title, ...cells];
  });
  return alignTable(['cells in which every run arrived', ...names], rows);
}

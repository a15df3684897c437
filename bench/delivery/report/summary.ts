import { alignTable, bullets } from '../../report/table.ts';
import { type Outcome, waits } from '../cells/cell.ts';
import { SUBJECTS } from '../cells/subjects.ts';
import type { Delivery } from './delivery.ts';
import { isWhole } from './judge.ts';

/** In how many cells each subject delivers every run, engine by engine: a Markdown table. */
export function totals({ engines, outcomes }: Delivery): string {
  const names = Object.keys(engines);
  const rows = Object.entries(SUBJECTS).map(([subject, { title }]) => {
    const cells = names.map(name => {
      const own = outcomes.filter(it => it.subject === subject && it.engine === name);
      const counted = own.filter(it => 'runs' in it);
      return counted.length === 0 ? '–' : `${counted.filter(isWhole).length} of ${counted.length}`;
    });
    return [title, ...cells];
  });
  return alignTable(['cells in which every run arrived', ...names], rows);
}

/** What sendoff's default loses of what waits, whether anything could deliver it or not: in words. */
export function losses(outcomes: readonly Outcome[]): string {
  const own = outcomes.flatMap(it =>
    'runs' in it && it.subject === 'sendoff' && waits(it) ? [it] : [],
  );
  const lost = own.filter(cell => !isWhole(cell));
  const sum = `What still waited with sendoff's default when the page was left arrived in every run in ${own.length - lost.length} of ${own.length} cells: a browser, a moment and a way of leaving each`;
  if (lost.length === 0) return `${sum}.`;

  const places = new Map<string, string[]>();
  for (const { engine, exit, moment, arrived, runs } of lost) {
    const place = `${engine}, ${exit}`;
    places.set(place, [...(places.get(place) ?? []), `${moment} ${arrived} of ${runs}`]);
  }
  const lines = [...places].map(([place, counts]) => `${place}: ${counts.join(', ')}`);
  return `${sum}.\n\nThe others:\n\n${bullets(lines)}`;
}

import { drawFigures, drawShare, scoped } from '../shared/drawFigures.js';
import { element } from '../shared/element.js';

/**
 * One engine's outcomes as a table.
 *
 * @param {string} engine
 * @param {string} title
 * @param {{ exit: string, subject: string, moment: string, runs?: number, arrived?: number, duplicates?: number, reason?: string }[]} outcomes
 */
export function drawMatrix(engine, title, outcomes) {
  const exits = [...new Set(outcomes.map(({ exit }) => exit))];
  const heads = ['Subject', 'Moment', ...exits];
  return drawFigures(`engine-${engine}`, title, heads, drawRows(outcomes, exits));
}

function drawRows(outcomes, exits) {
  const rows = new Map();
  for (const outcome of outcomes) {
    const key = `${outcome.subject} ${outcome.moment}`;
    rows.set(key, [...(rows.get(key) ?? []), outcome]);
  }
  return [...rows.values()].map(cells => {
    const row = element('tr');
    const [{ subject, moment, reason }] = cells;
    row.append(scoped('row', subject), element('td', '', moment));
    if (reason !== undefined && cells.every(cell => cell.reason === reason)) {
      const whole = element('td', 'hint', reason);
      whole.colSpan = exits.length;
      row.append(whole);
    } else row.append(...exits.map(exit => drawShare(cells.find(cell => cell.exit === exit))));
    return row;
  });
}

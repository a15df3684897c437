import { element } from '../shared/element.js';

/**
 * One engine's outcomes as a table.
 *
 * @param {string} engine
 * @param {string} title
 * @param {{ exit: string, subject: string, moment: string, runs?: number, arrived?: number, duplicates?: number, reason?: string }[]} outcomes
 */
export function drawMatrix(engine, title, outcomes) {
  const section = element('section', 'card');
  const heading = element('h2', '', title);
  heading.id = `engine-${engine}`;

  const exits = [...new Set(outcomes.map(({ exit }) => exit))];
  const head = element('tr');
  head.append(...['Subject', 'Moment', ...exits].map(name => scoped('col', name)));
  const table = element('table', 'figure-table');
  table.createTHead().append(head);
  table.createTBody().append(...drawRows(outcomes, exits));

  const wide = element('div', 'wide');
  wide.tabIndex = 0; // it scrolls sideways, also by the keyboard
  wide.setAttribute('role', 'region');
  wide.setAttribute('aria-labelledby', heading.id);
  wide.append(table);
  section.append(heading, wide);
  return section;
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
    } else row.append(...exits.map(exit => drawCell(cells.find(cell => cell.exit === exit))));
    return row;
  });
}

function drawCell(outcome) {
  const { runs = 0, arrived = 0, duplicates = 0, reason = 'not run' } = outcome ?? {};
  if (runs === 0) {
    const cell = element('td', '', '–');
    cell.title = reason;
    cell.append(element('span', 'unseen', reason));
    return cell;
  }
  const twice = duplicates > 0 ? `, ${duplicates} twice` : '';
  const cell = element('td', '', `${arrived} of ${runs}${twice}`);
  cell.dataset.share = Math.floor((arrived / runs) * 10);
  return cell;
}

function scoped(scope, text) {
  const cell = element('th', '', text);
  cell.scope = scope;
  return cell;
}

import { element } from './element.js';

/** A table under a heading, which scrolls sideways, also by the keyboard. */
export function drawFigures(id, title, heads, rows) {
  const section = element('section', 'card');
  const heading = element('h2', '', title);
  heading.id = id;

  const head = element('tr');
  head.append(...heads.map(name => scoped('col', name)));
  const table = element('table', 'figure-table');
  table.createTHead().append(head);
  table.createTBody().append(...rows);

  const wide = element('div', 'wide');
  wide.tabIndex = 0;
  wide.setAttribute('role', 'region');
  wide.setAttribute('aria-labelledby', id);
  wide.append(table);
  section.append(heading, wide);
  return section;
}

/** How much arrived, or why nothing was run. */
export function drawShare({ runs = 0, arrived = 0, duplicates = 0, reason = 'not run' } = {}) {
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

export function scoped(scope, text) {
  const cell = element('th', '', text);
  cell.scope = scope;
  return cell;
}

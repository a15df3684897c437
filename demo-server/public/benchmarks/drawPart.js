import { element } from '../shared/element.js';

/** What the columns are called where their name in the data does not say it. */
const HEADS = {
  min: 'minified, B',
  gzip: 'gzip, B',
  brotli: 'brotli, B',
  onDemand: 'on demand, B',
  work: 'work, ms',
  workThrottled: 'work 4× slower, ms',
  kept: 'back/forward cache',
  loadMoved: 'load moved, ms',
  loaded: 'loaded before the event, B',
  arrived: 'arrived after, ms',
  first: 'first call, µs',
  later: 'later calls, µs',
  firstRatio: 'first, × bare',
  laterRatio: 'later, × bare',
  all: 'all work, µs',
  ms: 'time, ms',
  waiting: 'heap while waiting, MB',
  after: 'heap after, MB',
  wall: 'requests/s',
  cpu: 'requests/s of processor time',
  wallRatio: '× bare',
  cpuRatio: '× bare, processor time',
};

/**
 * What a part has measured, as a table: a row for each of its rows, a column for each of their fields.
 *
 * @param {string} name
 * @param {string} date
 * @param {Record<string, unknown>[]} rows
 */
export function drawPart(name, date, rows) {
  const section = element('section', 'card');
  const heading = element('h2', '', `${name}, ${date}`);
  heading.id = `part-${name}`;
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];

  const head = element('tr');
  head.append(...columns.map(column => scoped('col', HEADS[column] ?? column)));
  const table = element('table', 'figure-table');
  table.createTHead().append(head);
  const [subject, ...others] = columns;
  table.createTBody().append(
    ...rows.map(row => {
      const line = element('tr');
      const cells = others.map(column => element('td', '', show(row[column])));
      line.append(scoped('row', show(row[subject])), ...cells);
      return line;
    }),
  );

  const wide = element('div', 'wide');
  wide.tabIndex = 0; // it scrolls sideways, also by the keyboard
  wide.setAttribute('role', 'region');
  wide.setAttribute('aria-labelledby', heading.id);
  wide.append(table);
  section.append(heading, wide);
  return section;
}

function show(value) {
  if (value === true) return 'yes';
  if (typeof value === 'number') return value.toLocaleString('en');
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

function scoped(scope, text) {
  const cell = element('th', '', text);
  cell.scope = scope;
  return cell;
}

import { drawFigures, scoped } from '../shared/drawFigures.js';
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
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const [subject, ...others] = columns;
  const lines = rows.map(row => {
    const line = element('tr');
    const cells = others.map(column => element('td', '', show(row[column])));
    line.append(scoped('row', show(row[subject])), ...cells);
    return line;
  });
  const heads = columns.map(column => HEADS[column] ?? column);
  return drawFigures(`part-${name}`, `${name}, ${date}`, heads, lines);
}

function show(value) {
  if (value === true) return 'yes';
  if (typeof value === 'number') return value.toLocaleString('en');
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

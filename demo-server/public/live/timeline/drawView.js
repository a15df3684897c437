import { element } from '../../shared/element.js';
import { createScale } from './createScale.js';
import { drawLane } from './drawLane.js';
import { OUTCOMES, outcomesOf } from './outcomesOf.js';
import { svg } from './svg.js';

const TONES = { missing: 'bad', duplicate: 'warn', left: 'warn', finished: 'good' };

/**
 * Draws a page view as a table: a row for each trigger, the drawing in its last cell, so that a
 * screen reader reads the same table.
 *
 * @param {HTMLElement} article
 * @param {import('./createViews.js').View} view
 * @param {ReturnType<import('./placeView.js').placeView>} placed its lanes are those to be shown
 */
export function drawView(article, view, { zero, start, load, end, lanes }) {
  const scale = createScale(end);
  const title = element('h3', 'mono', view.page);
  title.id = `view-${view.page}`;
  const times = [
    new Date(zero).toLocaleTimeString(),
    view.path,
    start === undefined ? 'since its first request' : 'since the page began',
    load !== undefined && `load event at ${Math.round(load)} ms`,
  ];
  const head = element('header');
  head.append(title, element('span', 'hint', times.filter(Boolean).join(' · ')));

  const table = element('div', 'lanes');
  table.setAttribute('role', 'table');
  table.setAttribute('aria-label', `Triggers of page ${view.page}`);
  table.append(drawHead(scale, load), ...lanes.map(lane => drawRow(lane, scale, load)));
  article.replaceChildren(head, table);
}

function drawHead(scale, load) {
  const row = element('div', 'lane-row head');
  row.setAttribute('role', 'row');
  for (const name of ['Trigger', 'Transport', 'Moment', 'Outcome']) {
    row.append(cell('columnheader', '', name));
  }
  const axis = svg('svg', { class: 'ticks', 'aria-hidden': 'true', width: '100%', height: 18 });
  for (const { at, label } of scale.ticks) {
    axis.append(svg('text', { x: `${at}%`, y: 13, 'text-anchor': 'middle' }, label));
  }
  if (load !== undefined) {
    const x = `${scale.at(load)}%`;
    axis.append(svg('line', { class: 'load', x1: x, x2: x, y1: 0, y2: 18 }));
  }
  const drawing = cell('columnheader', 'drawing');
  drawing.append(element('span', 'unseen', 'Times'), axis);
  row.append(drawing);
  return row;
}

function drawRow(lane, scale, load) {
  const { n, to, via, when } = lane;
  const row = element('div', 'lane-row');
  row.setAttribute('role', 'row');
  row.dataset.n = n;
  row.dataset.via = via ?? '';
  row.dataset.outcomes = outcomesOf(lane).join(' ');
  const outcome = cell('cell', 'outcome');
  outcome.append(...badges(lane));
  const drawing = cell('cell', 'drawing');
  drawing.append(drawLane(lane, scale, load));
  row.append(
    cell('rowheader', 'number', to === undefined ? String(n) : `${n}–${to}`),
    cell('cell', 'via', via ?? '?'),
    cell('cell', 'when', when ?? ''),
    outcome,
    drawing,
  );
  return row;
}

/** `arrived` is shown only where nothing else is. */
function badges(lane) {
  const outcomes = outcomesOf(lane);
  const notable = outcomes.filter(outcome => outcome !== 'arrived');
  return (notable.length > 0 ? notable : outcomes).map(outcome =>
    element('span', `badge ${TONES[outcome] ?? ''}`, OUTCOMES[outcome]),
  );
}

function cell(role, name, text = '') {
  const made = element('div', name, text);
  made.setAttribute('role', role);
  return made;
}

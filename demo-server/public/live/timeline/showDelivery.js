import { element } from '../../shared/element.js';
import { rateDelivery } from './rateDelivery.js';
import { MOMENTS } from './readTimes.js';

/**
 * Shows how much has arrived, by transport and moment.
 *
 * @param {HTMLTableSectionElement} body
 * @param {HTMLElement} note
 * @param {import('./createViews.js').View[]} views
 */
export function showDelivery(body, note, views) {
  const { rates, unknown } = rateDelivery(views.flatMap(({ triggers }) => [...triggers.values()]));
  const rows = [...rates].map(([via, row]) => {
    const line = element('tr');
    const head = element('th', '', via);
    head.scope = 'row';
    head.dataset.via = via;
    line.append(head, ...MOMENTS.map(when => cell(row.get(when))));
    return line;
  });
  body.replaceChildren(...rows);
  body.closest('table').hidden = rows.length === 0;
  note.textContent = describeRates(rows.length, unknown);
}

function cell(rate) {
  const made = element('td');
  if (rate === undefined) return made;
  const { arrived, sent } = rate;
  made.append(
    element('strong', '', `${Math.floor((arrived / sent) * 100)} %`),
    element('span', 'hint', ` ${arrived} of ${sent}`),
  );
  made.dataset.complete = arrived === sent;
  return made;
}

function describeRates(rows, unknown) {
  if (rows === 0) return 'No page has sent a tagged trigger yet.';
  if (unknown === 0) return 'Of all triggers that these pages are known to have sent.';
  return unknown === 1
    ? 'One more is missing; its transport is unknown.'
    : `${unknown} more are missing; their transports are unknown.`;
}

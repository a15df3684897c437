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
    const line = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.dataset.via = via;
    head.textContent = via;
    line.append(head, ...MOMENTS.map(when => cell(row.get(when))));
    return line;
  });
  body.replaceChildren(...rows);
  body.closest('table').hidden = rows.length === 0;
  note.textContent = describeRates(rows.length, unknown);
}

function cell(rate) {
  const element = document.createElement('td');
  if (rate === undefined) return element;
  const { arrived, sent } = rate;
  const share = document.createElement('strong');
  share.textContent = `${Math.floor((arrived / sent) * 100)} %`;
  const count = document.createElement('span');
  count.className = 'hint';
  count.textContent = ` ${arrived} of ${sent}`;
  element.append(share, count);
  element.dataset.complete = arrived === sent;
  return element;
}

function describeRates(rows, unknown) {
  if (rows === 0) return 'No page has sent a tagged trigger yet.';
  if (unknown === 0) return 'Of all triggers that these pages are known to have sent.';
  return unknown === 1
    ? 'One more is missing; its transport is unknown.'
    : `${unknown} more are missing; their transports are unknown.`;
}

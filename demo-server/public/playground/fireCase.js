import { trigger } from '/dist/index.js';
import { element } from '../shared/element.js';
import { addTimes } from './addTimes.js';
import { addressOf, outbox } from './outbox.js';

/**
 * Fires a trigger, and shows its receipt in the list as it settles.
 *
 * @param {{ url: string, isKept: boolean, options: any }} what
 */
export function fireCase({ url, isKept, options }) {
  const item = document.createElement('li');
  document.querySelector('#receipts').prepend(item);
  document.querySelector('#no-receipts').hidden = true;
  const asked = `${options.via ?? 'default'} · ${options.when}`;
  try {
    const send = isKept ? outbox.trigger : trigger;
    const receipt = send(addressOf(url), { ...options, data: addTimes(options.data, options) });
    show(item, 'pending', `asked for ${asked}`);
    receipt.then(settled => {
      item.dataset.receipt = JSON.stringify(settled);
      show(item, settled.outcome, `asked for ${asked}`, describeReceipt(settled));
    });
  } catch (error) {
    show(item, 'misuse', `asked for ${asked}`, [String(error)]);
  }
}

const TONES = {
  acknowledged: 'good',
  queued: 'good',
  stored: 'good',
  failed: 'bad',
  misuse: 'bad',
};

function show(item, outcome, title, lines = []) {
  item.dataset.outcome = outcome;
  const head = element('div', 'row');
  head.append(
    element('span', `badge ${TONES[outcome] ?? ''}`, outcome),
    element('span', 'hint', title),
  );
  item.replaceChildren(head, ...lines.map(line => element('div', 'mono', line)));
}

function describeReceipt({ id, via, when, status, attempts }) {
  return [
    [id, via && `via ${via}`, `when ${when}`, status && `status ${status}`]
      .filter(Boolean)
      .join(' · '),
    ...attempts.map(({ via: tried, result, reason }) =>
      [`${tried}: ${result}`, reason].filter(Boolean).join(', '),
    ),
  ];
}

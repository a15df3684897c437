import { trigger } from '/dist/index.js';
import { addTimes } from './addTimes.js';

/**
 * Fires a trigger, and shows its receipt in the list as it settles.
 *
 * @param {{ url: string, options: any }} what
 */
export function fireCase({ url, options }) {
  const item = document.createElement('li');
  document.querySelector('#receipts').prepend(item);
  document.querySelector('#no-receipts').hidden = true;
  const asked = `${options.via ?? 'default'} · ${options.when}`;
  try {
    const receipt = trigger(url, { ...options, data: addTimes(options.data, options) });
    show(item, 'pending', `asked for ${asked}`);
    receipt.then(settled => {
      item.dataset.receipt = JSON.stringify(settled);
      show(item, settled.outcome, `asked for ${asked}`, describeReceipt(settled));
    });
  } catch (error) {
    show(item, 'misuse', `asked for ${asked}`, [String(error)]);
  }
}

const TONES = { acknowledged: 'good', queued: 'good', failed: 'bad', misuse: 'bad' };

function show(item, outcome, title, lines = []) {
  item.dataset.outcome = outcome;
  const head = document.createElement('div');
  head.className = 'row';
  const badge = document.createElement('span');
  badge.className = `badge ${TONES[outcome] ?? ''}`;
  badge.textContent = outcome;
  const hint = document.createElement('span');
  hint.className = 'hint';
  hint.textContent = title;
  head.append(badge, hint);
  const details = lines.map(line => {
    const element = document.createElement('div');
    element.className = 'mono';
    element.textContent = line;
    return element;
  });
  item.replaceChildren(head, ...details);
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

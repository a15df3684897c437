import { createRequestTable } from './createRequestTable.js';
import { followLog } from './followLog.js';

/**
 * Shows the requests that reach the server from one view of the playground.
 *
 * @param {string} view its name, which its requests carry
 * @param {(entry: any) => void} [onArrival]
 */
export function showArrivals(view, onArrival = () => {}) {
  const status = document.querySelector('#arrivals-status');
  const table = createRequestTable(document.querySelector('#arrivals'), () => true);
  const numbers = new Set();

  followLog({
    onEntry(entry, fresh) {
      if (entry.query?.view === view) {
        numbers.add(entry.request);
        onArrival(entry);
      }
      if (!numbers.has(entry.request)) return;
      table.add(entry, fresh);
      status.textContent = `${numbers.size} ${numbers.size === 1 ? 'request' : 'requests'}`;
    },
    onState(state) {
      if (state === 'lost') status.textContent = 'The server cannot be reached; trying again.';
      if (state === 'refused') status.textContent = 'Too many pages follow the log; reload later.';
    },
  });
}

import { createRequestTable } from './createRequestTable.js';
import { followLog } from './followLog.js';

/**
 * Shows what has reached the server from one view of the playground, past and to come.
 *
 * @param {string} view its name, which each of its requests carries
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
      if (state === 'lost') status.textContent = 'The server is out of reach; trying again.';
      if (state === 'refused') status.textContent = 'The server takes no more onlookers.';
    },
  });
}

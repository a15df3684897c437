import { fillRow } from './fillRow.js';
import { keepTableRoles } from './keepTableRoles.js';

/** How many requests a table holds, the latest. */
const LIMIT = 500;

/**
 * A table of requests, newest first. An entry may come again, since the log is read anew after a
 * lost connection: it is the same row then.
 *
 * @param {HTMLElement} body
 * @param {(request: any) => boolean} shows which requests are visible
 */
export function createRequestTable(body, shows) {
  /** Each request's row and what is known of it, by its number, oldest first. */
  const rows = new Map();

  keepTableRoles(body.closest('table'));

  const put = (request, fresh) => {
    const row = document.createElement('tr');
    row.setAttribute('role', 'row');
    row.className = fresh ? 'fresh' : '';
    rows.get(request.request)?.row.remove();
    rows.delete(request.request);
    rows.set(request.request, { row, request });
    body.prepend(row);
    if (rows.size > LIMIT) {
      const [oldest, { row: last }] = rows.entries().next().value;
      last.remove();
      rows.delete(oldest);
    }
  };

  const render = number => {
    const { row, request } = rows.get(number);
    row.hidden = !shows(request);
    fillRow(row, request);
  };

  return {
    add(entry, fresh = false) {
      const known = rows.get(entry.request)?.request;
      if (entry.event === 'gone' || entry.event === 'finished') {
        if (known === undefined) return;
        known[entry.event] = entry;
      } else if (known?.time !== entry.time) {
        put(entry, fresh);
      }
      render(entry.request);
    },
    refresh() {
      for (const number of rows.keys()) render(number);
    },
    count: () => [...rows.values()].filter(({ row }) => !row.hidden).length,
  };
}

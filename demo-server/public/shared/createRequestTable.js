import { fillRow } from './fillRow.js';
import { keepTableRoles } from './keepTableRoles.js';
import { paced } from './paced.js';

/** How many requests are kept, the latest: as many as the server sends to a new page. */
const KNOWN = 1000;
/** How many of them are shown. */
const SHOWN = 100;

/**
 * A table of requests, newest first. After a lost connection the log is read again, so an entry may
 * come twice: it stays one row. However many come, the table is drawn no more often than can be seen.
 *
 * @param {HTMLElement} body
 * @param {(request: any) => boolean} shows which requests are visible
 */
export function createRequestTable(body, shows) {
  /** Each request by its number, oldest first. */
  const known = new Map();
  /** The rows shown, by the request's number, and which of them have changed. */
  let rows = new Map();
  const changed = new Set();

  keepTableRoles(body.closest('table'));

  const rowOf = ({ request, fresh }) => {
    const row = rows.get(request.request) ?? newRow(fresh);
    if (!rows.has(request.request) || changed.has(request.request)) fillRow(row, request);
    return [request.request, row];
  };

  const draw = () => {
    const visible = [...known.values()].reverse().filter(({ request }) => shows(request));
    rows = new Map(visible.slice(0, SHOWN).map(rowOf));
    changed.clear();
    body.replaceChildren(...rows.values());
  };
  const redraw = paced(draw);

  const put = (request, fresh) => {
    known.delete(request.request);
    known.set(request.request, { request, fresh });
    if (known.size <= KNOWN) return;
    const oldest = known.keys().next().value;
    known.delete(oldest);
    changed.delete(oldest);
  };

  return {
    add(entry, fresh = false) {
      const before = known.get(entry.request)?.request;
      if (entry.event === 'gone' || entry.event === 'finished') {
        if (before === undefined) return;
        before[entry.event] = entry;
      } else if (before?.time !== entry.time) {
        put(entry, fresh);
      }
      changed.add(entry.request);
      redraw();
    },
    refresh: redraw,
    count: () => [...known.values()].filter(({ request }) => shows(request)).length,
  };
}

function newRow(fresh) {
  const row = document.createElement('tr');
  row.setAttribute('role', 'row');
  row.className = fresh ? 'fresh' : '';
  return row;
}

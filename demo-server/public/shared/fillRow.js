import { element } from './element.js';
import { inShort } from './inShort.js';
import { noteRequest } from './noteRequest.js';

/** How much of a payload is shown, in characters. */
const LONGEST = 300;

const COLUMNS = ['time', 'transport', 'moment', 'request', 'payload', 'page', 'status', 'notes'];

/**
 * Shows a request in a table row. Clients sent all of it: it is put in as text, never as HTML.
 *
 * @param {HTMLTableRowElement} row
 * @param {any} request its entry, with `gone` and `finished` when they have come
 */
export function fillRow(row, request) {
  row.dataset.request = request.request;
  row.dataset.id = request.tag?.id ?? '';
  row.dataset.transport = request.transport ?? '';
  row.dataset.moment = request.tag?.when ?? '';
  row.dataset.client = request.gone ? 'gone' : (request.finished?.client ?? '');

  const texts = {
    time: new Date(request.time).toLocaleTimeString(),
    transport: request.transport ?? '?',
    moment: request.tag?.when ?? '',
    request: [request.method, request.path].filter(Boolean).join(' '),
    payload: clip([request.query, request.data].map(summarizeFields).filter(Boolean).join(' ')),
    page: request.tag?.id ?? '',
    status: String(request.status),
  };
  row.replaceChildren(...COLUMNS.map(name => cell(name, texts[name])));
  row.lastElementChild.append(...badges(request));
}

/** Without the page's times, which the live page draws. */
function summarizeFields(fields) {
  if (typeof fields !== 'object' || fields === null) return inShort(fields);
  const { timeline, ...rest } = fields;
  return inShort(Array.isArray(fields) ? fields : rest);
}

function clip(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function cell(name, text = '') {
  const isCode = ['request', 'payload', 'page'].includes(name);
  const made = element('td', isCode ? `${name} mono` : name, text);
  made.setAttribute('role', 'cell');
  return made;
}

function badges(request) {
  return noteRequest(request).flatMap(({ text, tone }) => [
    element('span', `badge ${tone}`, text),
    ' ',
  ]);
}

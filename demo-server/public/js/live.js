import { createRequestTable } from './createRequestTable.js';
import { followLog } from './followLog.js';

/** How many entries are held back while the page is paused, the latest. */
const HELD = 2000;
/** How often the count is read out, in milliseconds. */
const PACE = 1000;

const form = document.querySelector('#filters');
const pause = document.querySelector('#pause');
const status = document.querySelector('#status');

for (const [name, value] of new URLSearchParams(location.search)) {
  if (name === 'via' || name === 'page') form.elements[name].value = value;
}

const table = createRequestTable(document.querySelector('#requests'), request => {
  const { via, page } = form.elements;
  return (
    (via.value === '' || request.transport === via.value) &&
    (page.value === '' || (request.tag?.page ?? '').startsWith(page.value.trim()))
  );
});

let held = [];
let connection = 'Connecting…';
let timer;

const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const isPaused = () => pause.getAttribute('aria-pressed') === 'true';

// A busy server would keep a screen reader talking: the count is told, and no more than so often.
const tell = () => {
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    const paused = isPaused() ? ` · paused, ${plural(held.length, 'event')} held back` : '';
    status.textContent = `${connection} · ${plural(table.count(), 'request')}${paused}`;
  }, PACE);
};

form.addEventListener('input', () => {
  table.refresh();
  tell();
});
form.addEventListener('submit', event => event.preventDefault());

pause.addEventListener('click', () => {
  pause.setAttribute('aria-pressed', String(!isPaused()));
  if (!isPaused()) {
    for (const entry of held) table.add(entry);
    held = [];
  }
  tell();
});

followLog({
  onEntry(entry, fresh) {
    if (isPaused()) {
      held.push(entry);
      if (held.length > HELD) held.shift();
    } else {
      table.add(entry, fresh);
    }
    tell();
  },
  onState(state) {
    connection = {
      live: 'Connected',
      lost: 'The server is out of reach; trying again',
      refused: 'The server takes no more onlookers; reload later',
    }[state];
    tell();
  },
});

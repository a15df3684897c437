import { CARRIERS } from '../shared/carriers.js';
import { createRequestTable } from '../shared/createRequestTable.js';
import { followLog } from '../shared/followLog.js';
import { paced } from '../shared/paced.js';
import { createAccountTable } from './createAccountTable.js';
import { createViews } from './timeline/createViews.js';
import { outcomesOfRequest } from './timeline/outcomesOf.js';
import { showDelivery } from './timeline/showDelivery.js';
import { showViews } from './timeline/showViews.js';

/** How many entries are held back while the page is paused, the latest. */
const HELD = 2000;
/** The shortest time between two announcements, in milliseconds. */
const PACE = 1000;

const find = id => document.getElementById(id);
const form = find('filters');
const pause = find('pause');

for (const carrier of [...CARRIERS, 'other']) form.elements.via.append(new Option(carrier));
for (const [name, value] of new URLSearchParams(location.search)) {
  if (['via', 'page', 'outcome'].includes(name)) form.elements[name].value = value;
}

const filter = () => {
  const { via, page, outcome } = form.elements;
  return { via: via.value, page: page.value.trim(), outcome: outcome.value };
};
const table = createRequestTable(find('requests'), request => {
  const { via, page, outcome } = filter();
  return (
    (via === '' || request.transport === via) &&
    (request.tag?.page ?? '').startsWith(page) &&
    (outcome === '' || outcomesOfRequest(request).includes(outcome))
  );
});
const views = createViews();
const show = showViews(find('views'));
const accounts = createAccountTable(find('accounts'));
const drawViews = paced(() => {
  find('no-views').hidden = show(views.list(), filter()) > 0;
});

let held = [];
let connection = 'Connecting…';
let skipped = 0;
let timer;

const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const isPaused = () => pause.getAttribute('aria-pressed') === 'true';

// A busy server must not keep a screen reader talking.
const announce = () => {
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    const { page } = filter();
    const chosen = views.list().filter(view => view.page.startsWith(page));
    showDelivery(find('delivery'), find('delivery-note'), chosen);
    accounts.show(page);
    find('status').textContent = [
      connection,
      plural(table.count(), 'request'),
      skipped > 0 && `${skipped} came too fast to show`,
      isPaused() && `paused, ${plural(held.length, 'event')} held back`,
    ]
      .filter(Boolean)
      .join(' · ');
  }, PACE);
};

const add = (entry, fresh) => {
  table.add(entry, fresh);
  views.add(entry);
  accounts.add(entry);
  drawViews();
};

form.addEventListener('input', () => {
  table.refresh();
  drawViews();
  announce();
});
form.addEventListener('submit', event => event.preventDefault());
addEventListener('resize', drawViews);

pause.addEventListener('click', () => {
  pause.setAttribute('aria-pressed', String(!isPaused()));
  if (!isPaused()) {
    for (const entry of held) add(entry);
    held = [];
  }
  announce();
});

followLog({
  onEntry(entry, fresh) {
    if (isPaused()) {
      held.push(entry);
      if (held.length > HELD) held.shift();
    } else {
      add(entry, fresh);
    }
    announce();
  },
  onSkipped(count) {
    skipped += count;
    announce();
  },
  onState(state) {
    connection = {
      live: 'Connected',
      lost: 'The server cannot be reached; trying again',
      refused: 'Too many pages follow the log; reload later',
    }[state];
    announce();
  },
});

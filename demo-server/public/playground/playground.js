import { showArrivals } from '../shared/showArrivals.js';
import { fireCase } from './fireCase.js';
import { showOutbox } from './outbox.js';
import { readCase } from './readCase.js';
import { showLoadTimes } from './showLoadTimes.js';

/** How long a window may take to close, in milliseconds. */
const CLOSING = 500;

// Only a receipt has the SDK's page id, and a visitor who leaves never sees one.
const view = Math.random().toString(36).slice(2, 10);
const search = new URLSearchParams(location.search);

// First of all, so that nothing else on the page delays it.
if (search.get('run') === '1') fireCase(readCase(search, view));

const form = document.querySelector('#case');
const find = id => document.getElementById(id);
document.documentElement.dataset.view = view;

for (const [name, value] of search) {
  const field = form.elements[name];
  if (field !== undefined && name !== 'run') field.value = value;
}

const showData = () => {
  const { value } = form.elements.data;
  find('fields').hidden = value !== 'fields';
  find('text').hidden = value !== 'json';
};
form.addEventListener('input', showData);
showData();

for (const preset of form.querySelectorAll('[data-ms]')) {
  preset.addEventListener('click', () => {
    form.elements.ms.value = preset.dataset.ms;
  });
}

find('fire').addEventListener('click', () => {
  if (form.reportValidity()) fireCase(readCase(new FormData(form), view));
});

find('leave').href = `/left?view=${view}`;
find('close').addEventListener('click', () => {
  window.close();
  setTimeout(() => {
    find('close-hint').textContent =
      'A script cannot close this tab: close it yourself, with Ctrl+W or ⌘W.';
  }, CLOSING);
});

showOutbox({
  down: find('down'),
  offline: find('offline'),
  forget: find('forget'),
  pending: find('pending'),
});
showLoadTimes();
showArrivals(view, ({ tag }) => {
  if (tag) find('watch').href = `/live?page=${tag.page}`;
});

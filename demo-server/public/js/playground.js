import { fireCase } from './fireCase.js';
import { readCase } from './readCase.js';
import { showArrivals } from './showArrivals.js';
import { showLoadTimes } from './showLoadTimes.js';

/** How long a window takes at most to close, in milliseconds. */
const CLOSING = 500;

// The SDK's page id is known by the first receipt only, which a visitor who leaves never sees.
const view = Math.random().toString(36).slice(2, 10);
const search = new URLSearchParams(location.search);

// First of all: this is what the page is about, and nothing else of it may come in between.
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
      'A script may not close this tab: close it yourself, with Ctrl+W or ⌘W.';
  }, CLOSING);
});

showLoadTimes();
showArrivals(view, ({ tag }) => {
  if (tag) find('watch').href = `/live?page=${tag.page}`;
});

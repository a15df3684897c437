import { keepTableRoles } from '../shared/keepTableRoles.js';
import { createRuns } from './createRuns.js';
import { describeCell } from './describeCell.js';
import { drawWay } from './drawWay.js';
import { runWay } from './runWay.js';
import { WAYS } from './ways.js';

const form = document.querySelector('#script');
const status = document.querySelector('#status');
const table = document.querySelector('.ways');
const rows = WAYS.map(way => drawWay(way, table, document.querySelector('#way')));
const buttons = [...document.querySelectorAll('button[data-run]')];

keepTableRoles(table);
for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements[name];
  if (field !== undefined) field.value = value;
}
for (const preset of form.querySelectorAll('[data-ms]')) {
  preset.addEventListener('click', () => {
    form.elements.ms.value = preset.dataset.ms;
  });
}

const server = fetch('/methods/other-host').then(answer => answer.json());
let isLive = false;
let isRunning = false;
const enable = () => {
  for (const button of buttons) button.disabled = !isLive || isRunning;
};
const runs = createRuns(live => {
  isLive = live;
  status.textContent = live ? 'Ready.' : 'The server cannot be reached; trying again.';
  enable();
});
enable();

for (const button of buttons) {
  button.addEventListener('click', async () => {
    if (!form.reportValidity()) return;
    const { run } = button.dataset;
    isRunning = true;
    enable();
    // One after another, so that no way slows down the next.
    for (const row of rows) if (run === 'all' || run === row.dataset.way) await runRow(row);
    isRunning = false;
    enable();
    status.textContent = 'Done.';
    button.focus();
  });
}

async function runRow(row) {
  const { way } = row.dataset;
  status.textContent = `Running ${way} …`;
  row.dataset.state = 'running';
  for (const cell of row.querySelectorAll('td[data-cell]')) cell.replaceChildren('…');
  const { ms, calls, onDisconnect, respond } = Object.fromEntries(new FormData(form));
  const script = { ms: Number(ms), calls: Number(calls), onDisconnect, respond };
  await runWay(way, script, runs, await server, (cell, result) => {
    const element = row.querySelector(`td[data-cell="${cell}"]`);
    const { text, tone, data } = describeCell(cell, result);
    // What the server has sent is text, never HTML.
    element.textContent = text;
    element.className = tone ?? '';
    Object.assign(element.dataset, data);
  });
  row.dataset.state = 'done';
}

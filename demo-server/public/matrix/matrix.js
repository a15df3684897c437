import { drawMatrix } from './drawMatrix.js';

const answer = await fetch('/delivery.json');
const { date, engines = {}, outcomes = [] } = answer.status === 200 ? await answer.json() : {};
const find = id => document.getElementById(id);

find('no-matrix').hidden = outcomes.length > 0;
find('measured').textContent = date === undefined ? '' : `Measured on ${date}.`;
for (const engine of new Set(outcomes.map(outcome => outcome.engine))) {
  const title = [engine, engines[engine]?.version].filter(Boolean).join(' ');
  const own = outcomes.filter(outcome => outcome.engine === engine);
  find('matrix').append(drawMatrix(engine, title, own));
}

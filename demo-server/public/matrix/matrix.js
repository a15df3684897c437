import { drawConditions } from './drawConditions.js';
import { drawMatrix } from './drawMatrix.js';

const read = async path => {
  const answer = await fetch(path);
  return answer.status === 200 ? answer.json() : {};
};
const [{ date, engines = {}, outcomes = [] }, conditions] = await Promise.all([
  read('/delivery.json'),
  read('/conditions.json'),
]);
const find = id => document.getElementById(id);
const hasConditions = Object.keys(conditions).length > 0;

find('no-matrix').hidden = outcomes.length > 0 || hasConditions;
find('measured').textContent = date === undefined ? '' : `Measured on ${date}.`;
if (hasConditions) find('matrix').append(drawConditions(conditions));
for (const engine of new Set(outcomes.map(outcome => outcome.engine))) {
  const title = [engine, engines[engine]?.version].filter(Boolean).join(' ');
  const own = outcomes.filter(outcome => outcome.engine === engine);
  find('matrix').append(drawMatrix(engine, title, own));
}

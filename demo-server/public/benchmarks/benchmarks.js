import { drawMatrix } from '../matrix/drawMatrix.js';
import { drawPart } from './drawPart.js';

const answer = await fetch('/benchmarks.json');
const parts = answer.status === 200 ? Object.entries(await answer.json()) : [];
const find = id => document.getElementById(id);

find('no-benchmarks').hidden = parts.length > 0;
for (const [name, { date, rows }] of parts) {
  if (name === 'delivery') find('benchmarks').append(...drawDelivery(date, rows));
  else find('benchmarks').append(drawPart(name, date, rows));
}

/** As the delivery matrix has it: a table for each engine. */
function drawDelivery(date, rows) {
  return [...new Set(rows.map(({ engine }) => engine))].map(engine => {
    const outcomes = rows
      .filter(row => row.engine === engine)
      .map(({ peer, cell, ...counts }) => ({
        subject: peer,
        exit: cell,
        moment: 'one event',
        ...counts,
      }));
    return drawMatrix(engine, `delivery, ${engine}, ${date}`, outcomes);
  });
}

import { drawFigures, drawShare, scoped } from '../shared/drawFigures.js';
import { element } from '../shared/element.js';

/** sendoff as it comes, beside the two APIs that are made for the exit. */
const COMPARED = ['sendoff', 'keepalive', 'beacon'];

/**
 * How much arrives under each condition, as a table: a column for each engine and subject.
 *
 * @param {Record<string, { engines: Record<string, unknown>, outcomes: object[] }>} conditions
 */
export function drawConditions(conditions) {
  const engines = [...new Set(Object.values(conditions).flatMap(it => Object.keys(it.engines)))];
  const columns = engines.flatMap(engine => COMPARED.map(subject => ({ engine, subject })));
  const rows = Object.entries(conditions).map(([name, { outcomes }]) => {
    const row = element('tr');
    row.append(
      scoped('row', name),
      ...columns.map(({ engine, subject }) =>
        drawSum(outcomes.filter(it => it.engine === engine && it.subject === subject)),
      ),
    );
    return row;
  });
  const heads = columns.map(({ engine, subject }) => `${engine} ${subject}`);
  return drawFigures('conditions', 'Under real conditions', ['Condition', ...heads], rows);
}

/** What arrived in all cells of a kind, or why none was run. */
function drawSum(outcomes) {
  const counted = outcomes.filter(({ runs = 0 }) => runs > 0);
  const sum = of => counted.reduce((total, outcome) => total + of(outcome), 0);
  const [{ reason = 'not run' } = {}] = outcomes;
  return drawShare({
    runs: sum(it => it.runs),
    arrived: sum(it => it.arrived),
    duplicates: sum(it => it.duplicates),
    reason,
  });
}

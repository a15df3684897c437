import { openProgress } from './progress/openProgress.ts';
import type { Conditions } from './report/conditions.ts';
import { isAllMeasured } from './report/delivery.ts';
import { judge, tellFailure } from './report/judge.ts';
import { toTable } from './report/table.ts';
import { writeConditions, writeDelivery } from './report/writeDocs.ts';
import { type Result, run } from './run.ts';
import { parseSelection, type Selection } from './selection.ts';

const PROGRESS = 'logs/matrix.ndjson';

try {
  await main(parseSelection(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

async function main(selection: Selection): Promise<void> {
  const result = await run(selection, await openProgress(PROGRESS));
  const failures = judge(result.outcomes).map(tellFailure);
  printTables(selection, result);
  console.log(
    failures.length > 0 ? `\nNot as promised:\n${failures.join('\n')}` : '\nNo promise is broken.',
  );
  if (!result.finished)
    console.log(
      '\nNot all of it is done: run it again, without --fresh, and it goes on from here.',
    );
  const missing = Object.entries(result.engines).filter(([, ability]) => 'missing' in ability);
  for (const [name] of missing) console.log(`\n${name} cannot be run here: nothing is written.`);
  if (selection.whole && missing.length === 0) await publish(selection, result);
  if (!result.finished || failures.length + missing.length > 0) process.exitCode = 1;
}

function printTables({ conditions }: Selection, { engines, outcomes }: Result): void {
  for (const under of conditions)
    for (const [name, ability] of Object.entries(engines)) {
      const about = 'missing' in ability ? `cannot be run: ${ability.missing}` : ability.version;
      const own = outcomes.filter(it => it.condition === under && it.engine === name);
      console.log(`\n${under}, ${name} ${about}\n\n${toTable(own)}`);
    }
}

/** Writes what has been measured of each condition of which all is done. */
async function publish(
  { conditions, runs }: Selection,
  { engines, outcomes }: Result,
): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  const measured = conditions.flatMap(under => {
    const own = outcomes.filter(({ condition }) => condition === under);
    return isAllMeasured(own, runs)
      ? [[under, { date, runs, engines, outcomes: own }] as const]
      : [];
  });
  const { plain, ...others }: Conditions = Object.fromEntries(measured);
  if (plain) {
    await writeDelivery(plain);
    console.log('\nWritten: docs/delivery.md, .json and .svg, docs/delivery-summary.svg');
  }
  if (Object.keys(others).length > 0) {
    await writeConditions(others);
    console.log('\nWritten: docs/conditions.md, .json and .svg');
  }
}

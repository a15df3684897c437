import { openProgress } from './progress/openProgress.ts';
import type { Conditions } from './report/conditions.ts';
import { judge, tellFailure } from './report/judge.ts';
import { toTable } from './report/table.ts';
import { writeConditions, writeDelivery } from './report/writeDocs.ts';
import { run } from './run.ts';
import { parseSelection, type Selection } from './selection.ts';

const PROGRESS = 'logs/matrix.ndjson';

try {
  await main(parseSelection(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

async function main(selection: Selection): Promise<void> {
  const progress = await openProgress(PROGRESS);
  const { engines, outcomes, finished } = await run(selection, progress);
  for (const under of selection.conditions)
    for (const [name, ability] of Object.entries(engines)) {
      const about = 'missing' in ability ? `cannot be run: ${ability.missing}` : ability.version;
      const own = outcomes.filter(it => it.condition === under && it.engine === name);
      console.log(`\n${under}, ${name} ${about}\n\n${toTable(own)}`);
    }
  const failures = judge(outcomes).map(tellFailure);
  console.log(
    failures.length > 0 ? `\nNot as promised:\n${failures.join('\n')}` : '\nNo promise is broken.',
  );

  if (!finished) {
    console.log(
      '\nNot all of it is done: run it again, without --fresh, and it goes on from here.',
    );
  }
  if (selection.whole) {
    const date = new Date().toISOString().slice(0, 10);
    const found = selection.conditions.flatMap(under => {
      const own = outcomes.filter(({ condition }) => condition === under);
      const isMeasured = own.some(it => 'runs' in it && it.runs > 0);
      const delivery = { date, runs: selection.runs, engines, outcomes: own };
      return isMeasured ? [[under, delivery] as const] : [];
    });
    const { plain, ...others }: Conditions = Object.fromEntries(found);
    if (plain && finished) {
      await writeDelivery(plain);
      console.log('\nWritten: docs/delivery.md, .json and .svg, docs/delivery-summary.svg');
    }
    if (Object.keys(others).length > 0) {
      await writeConditions(others);
      console.log('\nWritten: docs/conditions.md, .json and .svg');
    }
  }
  if (!finished || failures.length > 0) process.exitCode = 1;
}

import { openProgress } from './progress/openProgress.ts';
import { judge, tellFailure } from './report/judge.ts';
import { toTable } from './report/table.ts';
import { writeDocs } from './report/writeDocs.ts';
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
  for (const [name, ability] of Object.entries(engines)) {
    const about = 'missing' in ability ? `cannot be run: ${ability.missing}` : ability.version;
    console.log(`\n${name} ${about}\n`);
    console.log(toTable(outcomes.filter(({ engine }) => engine === name)));
  }
  const failures = judge(outcomes).map(tellFailure);
  console.log(
    failures.length > 0 ? `\nNot as promised:\n${failures.join('\n')}` : '\nNo promise is broken.',
  );

  if (!finished) {
    console.log(
      '\nNot all of it is done: run it again, without --fresh, and it goes on from here.',
    );
  } else if (selection.whole) {
    const date = new Date().toISOString().slice(0, 10);
    await writeDocs({ date, runs: selection.runs, engines, outcomes });
    console.log('\nWritten: docs/delivery.md, .json and .svg, docs/delivery-summary.svg');
  }
  if (!finished || failures.length > 0) process.exitCode = 1;
}

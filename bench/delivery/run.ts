import { showProgress } from '../progress/showProgress.ts';
import { type Ability, whyNot } from './cells/ability.ts';
import type { Cell, Outcome } from './cells/cell.ts';
import { type Visit, type Visited, visitsOf } from './cells/visits.ts';
import { fingerprint } from './fingerprint.ts';
import { runVisits } from './measure/runVisits.ts';
import type { Progress } from './progress/openProgress.ts';
import { tally } from './report/delivery.ts';
import { cellsOf, type Selection } from './selection.ts';
import { start } from './start.ts';

export interface Result {
  engines: Readonly<Record<string, Ability>>;
  outcomes: readonly Outcome[];
  /** Whether every visit has been made. */
  finished: boolean;
}

/** Runs what a selection asks for and is not done yet, the engines side by side, and counts. */
export async function run(
  selection: Selection,
  progress: Progress,
  say: (line: string) => void = console.log,
): Promise<Result> {
  const build = await fingerprint();
  const started = await Promise.all(selection.engines.map(start));
  const engines = Object.fromEntries(started.map(({ name, ability }) => [name, ability]));
  const all = cellsOf(selection);
  const reasonOf = (cell: Cell) => whyNot(cell, engines[cell.engine] as Ability);
  const cells = all.filter(cell => reasonOf(cell) === undefined);
  const visits = visitsOf(cells, selection.runs);
  if (selection.fresh) await progress.forget(visits);
  const found = (visit: Visit): Visited | undefined => {
    const ability = engines[visit.engine] as Ability;
    return 'version' in ability
      ? progress.found(visit, { build, version: ability.version })
      : undefined;
  };
  const todo = visits.filter(visit => !found(visit));

  const show = showProgress(sizeOf(visits), sizeOf(visits) - sizeOf(todo));
  if (todo.length < visits.length) say(show(0, 'are done already'));
  await Promise.all(
    started.map(async ({ name, engine }) => {
      if (!engine) return;
      const own = todo.filter(visit => visit.engine === name);
      await runVisits(engine, own, {
        build,
        progress,
        onBatch(batch, arrived, error) {
          const what = tellBatch(batch);
          if (error) say(`${what} could not be measured: ${error.message}`);
          else say(show(sizeOf(batch), `${what}: ${arrived} of ${sizeOf(batch)} arrived`));
        },
      });
    }),
  );

  const visited = visits.flatMap(visit => found(visit) ?? []);
  const count = tally(visited);
  return {
    engines,
    outcomes: all.map(cell => {
      const reason = reasonOf(cell);
      return { ...cell, ...(reason === undefined ? count(cell) : { reason }) };
    }),
    finished: visited.length === visits.length,
  };
}

function tellBatch([first, ...rest]: readonly Visit[]): string {
  if (!first) return '';
  const { engine, condition, run, exit } = first;
  if (condition === 'plain') return `${engine}, run ${run}, ${exit}`;
  return `${engine}, ${condition}, runs ${run} to ${rest.at(-1)?.run ?? run}`;
}

function sizeOf(visits: readonly Visit[]): number {
  return visits.reduce((sum, { moments }) => sum + moments.length, 0);
}

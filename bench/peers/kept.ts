import { openJournal } from '../progress/openJournal.ts';
import { showProgress } from '../progress/showProgress.ts';

/** Where so many steps could not be measured the others cannot be, either: a browser has gone. */
const MANY_BROKEN = 5;

interface Kept {
  print: string;
  /** When it was found, as `Date.now()`. */
  at: number;
  step: object;
  found: object;
}

/**
 * Measures each step once: what an earlier run has found of it is taken from there.
 *
 * @throws where a step cannot be measured, or where nothing more is to be and nothing is kept
 */
export type Each = <Step extends object, Found extends object>(
  steps: readonly Step[],
  measure: (step: Step) => Promise<Found>,
) => Promise<readonly (Step & Found)[]>;

/**
 * Keeps what is measured, step by step, so that an interrupted run goes on.
 *
 * @param print names what is measured and how: what was found of another is not taken
 * @param only `kept`: nothing more is measured
 * @returns `latest`: when the latest of it was measured, as `Date.now()`
 */
export async function keepIn(
  file: string,
  print: string,
  only: 'all' | 'kept' = 'all',
  say: (line: string) => void = console.log,
): Promise<{ each: Each; latest: () => number }> {
  const journal = await openJournal<Kept>(file);
  const own = journal.past.filter(kept => kept.print === print);
  const done = new Map(own.map(({ step, found }) => [JSON.stringify(step), found]));
  let latest = Math.max(0, ...own.map(({ at }) => at));

  const each = async <Step extends object, Found extends object>(
    steps: readonly Step[],
    measure: (step: Step) => Promise<Found>,
  ) => {
    const todo = only === 'kept' ? [] : steps.filter(step => !done.has(JSON.stringify(step)));
    const show = showProgress(steps.length, steps.length - todo.length);
    const broken: Error[] = [];
    for (const step of todo) {
      const found = await measure(step).catch(error => {
        broken.push(error);
        say(`${Object.values(step).join(' ')} could not be measured: ${error.message}`);
      });
      if (broken.length === MANY_BROKEN) break;
      if (!found) continue;
      done.set(JSON.stringify(step), found);
      latest = Date.now();
      await journal.add([{ print, at: latest, step, found }]);
      say(show(1, Object.values(step).join(' ')));
    }
    if (broken.length > 0)
      throw new Error('Not all steps are done: run it again, and it goes on from here.');
    const found = steps.filter(step => done.has(JSON.stringify(step)));
    if (found.length === 0 && steps.length > 0)
      throw new Error('Nothing of it is kept of this build: what is published stays.');
    return found.map(step => ({ ...step, ...(done.get(JSON.stringify(step)) as Found) }));
  };
  return { each, latest: () => latest };
}

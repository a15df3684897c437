import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../../e2e/browsers/engine.ts';
import { engines } from '../../../e2e/support/engines.ts';
import { batchesOf, type Visit } from '../cells/visits.ts';
import type { Progress } from '../progress/openProgress.ts';
import { type Found, runBatch } from './runBatch.ts';

interface Around {
  build: string;
  progress: Progress;
  /** Called for each batch when it is done, or of what went wrong with it. */
  onBatch(visits: readonly Visit[], arrived: number, error?: Error): void;
}

/**
 * The longest that a visit, the rest of a batch, and an engine's end may take, in milliseconds: a driver
 * may answer no more. Where each visit starts a browser of its own, a busy machine takes 10 s.
 */
const LONGEST = 30_000;
const SETTING_UP = 60_000;
const END = 15_000;

/**
 * Makes the visits of one engine, batch by batch, and ends it. A batch that breaks leaves no record,
 * so that the next run makes it again; the engine is then started anew.
 */
export async function runVisits(
  started: Engine,
  visits: readonly Visit[],
  { build, progress, onBatch }: Around,
): Promise<void> {
  let engine = started;
  for (const batch of batchesOf(visits)) {
    try {
      const found = await within(SETTING_UP + LONGEST * batch.length, runBatch(engine, batch));
      const by = { build, version: engine.version };
      await progress.add(
        batch.map(({ moments: _, ...visit }, index) => ({
          ...visit,
          ...by,
          ...(found[index] as Found),
        })),
      );
      const counts = found.flatMap(({ arrivals }) => Object.values(arrivals));
      onBatch(batch, counts.filter(count => count > 0).length);
    } catch (error) {
      onBatch(batch, 0, error as Error);
      await within(END, engine.end()).catch(() => {});
      engine = await engines[engine.name]();
    }
  }
  await within(END, engine.end()).catch(() => {});
}

function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  const overdue = pause(ms, undefined, { ref: false }).then(() => {
    throw new Error(`It took longer than ${ms / 1000} s.`);
  });
  return Promise.race([work, overdue]);
}

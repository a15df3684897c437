import type { Engine } from '../fixtures/engine.ts';
import { batchesOf } from './batchesOf.ts';
import type { Progress } from './openProgress.ts';
import { runBatch } from './runBatch.ts';
import type { Visit } from './visit.ts';

interface Around {
  build: string;
  progress: Progress;
  /** Told of each batch when it is done, or of what went wrong with it. */
  onBatch(visits: readonly Visit[], arrived: number, error?: Error): void;
  /** No further batch is begun once it is aborted. */
  signal: AbortSignal;
}

/** Makes the visits of one engine, batch by batch. A batch that breaks leaves no record: run again, it is made again. */
export async function runVisits(
  engine: Engine,
  visits: readonly Visit[],
  { build, progress, onBatch, signal }: Around,
): Promise<void> {
  for (const batch of batchesOf(visits)) {
    if (signal.aborted) return;
    try {
      const arrivals = await runBatch(engine, batch);
      const by = { build, version: engine.version };
      await progress.add(
        batch.map(({ moments: _, ...visit }, index) => ({
          ...visit,
          ...by,
          arrivals: arrivals[index] ?? {},
        })),
      );
      const counts = arrivals.flatMap(each => Object.values(each));
      onBatch(batch, counts.filter(count => count > 0).length);
    } catch (error) {
      onBatch(batch, 0, error as Error);
    }
  }
}

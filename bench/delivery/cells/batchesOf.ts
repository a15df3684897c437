import type { Visit } from './visit.ts';

/** The visits that one browser makes one after the other: those of the same run and the same exit. */
export function batchesOf(visits: readonly Visit[]): readonly (readonly Visit[])[] {
  const batches = new Map<string, Visit[]>();
  for (const visit of visits) {
    const key = `${visit.engine} ${visit.run} ${visit.exit}`;
    batches.set(key, [...(batches.get(key) ?? []), visit]);
  }
  return [...batches.values()];
}

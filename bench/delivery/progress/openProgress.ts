import { openJournal } from '../../progress/openJournal.ts';
import { keyOf, type Visit, type Visited } from '../cells/visits.ts';

export interface Progress {
  /** What has been found of a visit, by the same SDK in the same version of the browser. */
  found(visit: Visit, by: Pick<Visited, 'build' | 'version'>): Visited | undefined;
  add(visited: readonly Visited[]): Promise<void>;
  /** Forgets what has been found of these visits, by whatever SDK and browser. */
  forget(visits: readonly Visit[]): Promise<void>;
}

/** Opens the file that keeps the visits that have been made. */
export async function openProgress(file: string): Promise<Progress> {
  const journal = await openJournal<Visited>(file);
  const done = new Map<string, Visited>();
  const keep = (visited: readonly Visited[]) => {
    for (const each of visited) done.set(`${each.build} ${each.version} ${keyOf(each)}`, each);
  };
  keep(journal.past);

  return {
    found: (visit, { build, version }) => done.get(`${build} ${version} ${keyOf(visit)}`),
    async add(visited) {
      keep(visited);
      await journal.add(visited);
    },
    async forget(visits) {
      const keys = new Set(visits.map(keyOf));
      for (const [key, visited] of done) if (keys.has(keyOf(visited))) done.delete(key);
      await journal.rewrite(done.values());
    },
  };
}

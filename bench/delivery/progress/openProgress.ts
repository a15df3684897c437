import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyOf, type Visit, type Visited } from '../cells/visits.ts';

export interface Progress {
  /** What has been found of a visit, by the same SDK in the same version of the browser. */
  found(visit: Visit, by: Pick<Visited, 'build' | 'version'>): Visited | undefined;
  add(visited: readonly Visited[]): Promise<void>;
  /** Forgets what has been found of these visits, by whatever SDK and browser. */
  forget(visits: readonly Visit[]): Promise<void>;
}

/** Opens the file that keeps what is done: a line for each visit, so that an interrupted run goes on. */
export async function openProgress(file: string): Promise<Progress> {
  await mkdir(dirname(file), { recursive: true });
  const text = await readFile(file, 'utf8').catch(() => '');
  // A run that was cut off may have left half a line.
  if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
  const done = new Map<string, Visited>();
  const keep = (visited: Visited) =>
    done.set(`${visited.build} ${visited.version} ${keyOf(visited)}`, visited);
  for (const line of text.split('\n')) {
    const visited = read(line);
    if (visited) keep(visited);
  }
  const toLines = (visited: Iterable<Visited>) =>
    [...visited].map(each => `${JSON.stringify(each)}\n`).join('');

  return {
    found: (visit, { build, version }) => done.get(`${build} ${version} ${keyOf(visit)}`),
    async add(visited) {
      for (const each of visited) keep(each);
      await appendFile(file, toLines(visited));
    },
    async forget(visits) {
      const keys = new Set(visits.map(keyOf));
      for (const [key, visited] of done) if (keys.has(keyOf(visited))) done.delete(key);
      await writeFile(file, toLines(done.values()));
    },
  };
}

function read(line: string): Visited | undefined {
  try {
    return JSON.parse(line) as Visited;
  } catch {
    return undefined;
  }
}

import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyOf } from './keyOf.ts';
import type { Visit, Visited } from './visit.ts';

export interface Progress {
  /** What has been found of a visit, by the same SDK in the same version of the browser. */
  found(visit: Visit, by: Pick<Visited, 'build' | 'version'>): Visited | undefined;
  add(visited: readonly Visited[]): Promise<void>;
}

/** Opens the file that keeps what is done: a line for each visit, so that an interrupted run goes on. */
export async function openProgress(file: string, fresh: boolean): Promise<Progress> {
  if (fresh) await rm(file, { force: true });
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
  return {
    found: (visit, { build, version }) => done.get(`${build} ${version} ${keyOf(visit)}`),
    async add(visited) {
      for (const each of visited) keep(each);
      await appendFile(file, visited.map(each => `${JSON.stringify(each)}\n`).join(''));
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

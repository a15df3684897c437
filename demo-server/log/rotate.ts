import { existsSync, renameSync, rmSync } from 'node:fs';

/** Makes room for a new file: `FILE` becomes `FILE.1`, that becomes `FILE.2`, and the last one goes. */
export function rotate(file: string, kept: number): void {
  const names = [file, ...Array.from({ length: kept }, (_, index) => `${file}.${index + 1}`)];
  rmSync(names[kept] as string, { force: true });
  for (let older = kept; older > 0; older -= 1) {
    const [from, to] = [names[older - 1] as string, names[older] as string];
    if (existsSync(from)) renameSync(from, to);
  }
}

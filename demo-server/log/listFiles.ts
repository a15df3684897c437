import { existsSync } from 'node:fs';

/** The log's files that there are, the oldest first: `FILE.2`, `FILE.1`, `FILE`. */
export function listFiles(file: string, kept: number): string[] {
  const old = Array.from({ length: kept }, (_, index) => `${file}.${kept - index}`);
  return [...old, file].filter(name => existsSync(name));
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of folders, each with what it holds. */
export function snapshot(...folders: readonly string[]): Record<string, string> {
  const files = folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(file => file.isFile())
      .map(file => join(file.parentPath, file.name)),
  );
  return Object.fromEntries(
    files.map(file => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

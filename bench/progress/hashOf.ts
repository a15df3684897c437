import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Twelve digits that change with any of these files: what was measured of others is measured again. */
export async function hashOf(files: readonly (string | URL)[], salt = ''): Promise<string> {
  const hash = createHash('sha256').update(salt);
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

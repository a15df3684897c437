import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const MEASURED = [folder('../../e2e/pages/matrix/'), folder('./measure/')];
const SDK = folder('../../dist/sendoff.js');

/** Names what is measured and how: the SDK, the pages that it is measured on, and what opens and leaves them. */
export async function fingerprint(): Promise<string> {
  const lists = MEASURED.map(async path => {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter(it => it.isFile())
      .map(it => join(it.parentPath, it.name))
      .sort();
  });
  const hash = createHash('sha256');
  for (const file of [SDK, ...(await Promise.all(lists)).flat()]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const PAGES = root('e2e/pages/matrix/');

/** Names what is measured: the SDK, and the pages that it is measured on. */
export async function fingerprint(): Promise<string> {
  const pages = (await readdir(PAGES)).sort().map(name => `${PAGES}${name}`);
  const hash = createHash('sha256');
  for (const file of [root('dist/sendoff.js'), ...pages]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

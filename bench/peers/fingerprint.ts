import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { PartName } from './selection.ts';

const at = (path: string) => new URL(path, import.meta.url);
/** What every part depends on: the peers, how they are set up, sendoff as it is built. */
const MEASURED = ['setups/', '../../dist/'];
/** What one part alone depends on. */
const OWN: Partial<Record<PartName, readonly string[]>> = {
  delivery: ['cells.ts'],
  stored: ['setups/stored/sentry.js', 'setups/stored/workbox.js'],
};

/** Names what a part measures and how: sendoff, the peers and their set-ups, the part's own code. */
export async function fingerprint(part: PartName): Promise<string> {
  const lists = MEASURED.map(async path =>
    (await readdir(at(path)))
      .filter(name => /\.(js|html)$/.test(name))
      .sort()
      .map(name => path + name),
  );
  const files = [
    'package-lock.json',
    `parts/${part}.ts`,
    ...(OWN[part] ?? []),
    ...(await Promise.all(lists)).flat(),
  ];
  const hash = createHash('sha256').update(part);
  for (const file of files) hash.update(await readFile(at(file)));
  return hash.digest('hex').slice(0, 12);
}

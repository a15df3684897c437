import { readdir } from 'node:fs/promises';
import { hashOf } from '../progress/hashOf.ts';
import type { PartName } from './selection.ts';

const at = (path: string) => new URL(path, import.meta.url);
/** What every part depends on: the peers, how they are set up and served, sendoff as it is built. */
const MEASURED = ['setups/', '../../dist/'];
const SERVED = ['bundle.ts', 'countEvents.ts', 'load.ts', 'openBrowser.ts', 'peers.ts', 'site.ts'];
/** What one part alone depends on. */
const OWN: Partial<Record<PartName, readonly string[]>> = {
  cost: ['pages/cost.js'],
  delivery: ['cells.ts', 'openWay.ts'],
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
    ...SERVED,
    ...(OWN[part] ?? []),
    ...(await Promise.all(lists)).flat(),
  ];
  return hashOf(files.map(at), part);
}

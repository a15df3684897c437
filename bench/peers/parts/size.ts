import { gzipSync } from 'node:zlib';
import { bundle } from '../bundle.ts';
import { brotliOf } from '../compress.ts';
import type { Each } from '../kept.ts';
import { NAMES, type PeerName, versionOf } from '../peers.ts';

export interface Size {
  peer: PeerName;
  /** Of the package, where it is one. */
  version: string | undefined;
  /** In bytes, of what is loaded with the entry: minified, then compressed. */
  min: number;
  gzip: number;
  brotli: number;
  /** What the peer may load later, brotli; 0 where it is all in one. */
  onDemand: number;
}

/** Bundles each set-up, and weighs what an application would ship. */
export function measureSize(each: Each): Promise<readonly Size[]> {
  const steps = NAMES.map(peer => ({ peer }));
  return each(steps, async ({ peer }) => {
    const { files, entry } = await bundle(peer);
    const all = Object.entries(files);
    const loaded = all.flatMap(([name, file]) => (entry.includes(name) ? [file] : []));
    const later = all.flatMap(([name, file]) => (entry.includes(name) ? [] : [file]));
    return {
      version: versionOf(peer),
      min: loaded.reduce((sum, { length }) => sum + length, 0),
      gzip: loaded.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0),
      brotli: brotliOf(loaded),
      onDemand: brotliOf(later),
    };
  });
}

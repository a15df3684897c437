import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Bundle, bundle } from '../bundle.ts';
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
  /** What the peer loads when it asks for it, brotli; 0 where it is all in one. */
  onDemand: number;
}

/** Bundles each set-up, and weighs what an application would ship. */
export function measureSize(each: Each): Promise<readonly Size[]> {
  const steps = NAMES.map(peer => ({ peer }));
  return each(steps, async ({ peer }) => ({
    version: versionOf(peer),
    ...weigh(await bundle(peer)),
  }));
}

function weigh({ entry, onDemand }: Bundle): Omit<Size, 'peer' | 'version'> {
  return {
    min: sum(entry, file => file),
    gzip: sum(entry, file => gzipSync(file, { level: 9 })),
    brotli: sum(entry, smallest),
    onDemand: sum(onDemand, smallest),
  };
}

/** As a server would send each file: compressed by itself. */
function sum(files: readonly Uint8Array[], compress: (file: Uint8Array) => Uint8Array): number {
  return files.reduce((all, file) => all + compress(file).length, 0);
}

function smallest(file: Uint8Array): Uint8Array {
  const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY } = constants;
  return brotliCompressSync(file, { params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY } });
}

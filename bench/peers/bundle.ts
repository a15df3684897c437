import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { PEERS, type Peer, type PeerName } from './peers.ts';

/** A set-up's name in `setups/`: a peer's own, or the one that keeps what it cannot send. */
export type SetupName = PeerName | 'stored/sentry' | 'stored/workbox';

const setup = (name: SetupName) => fileURLToPath(new URL(`setups/${name}.js`, import.meta.url));
/** The file of the build that is loaded beside the set-up, where there is one. */
const tagOf = (name: SetupName) => (PEERS as Partial<Record<SetupName, Peer>>)[name]?.tag;
const dist = (file: string) => fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));

const OPTIONS = {
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  logLevel: 'silent',
  outdir: 'out',
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: {
    sendoff: dist('index.js'),
    'sendoff/lean': dist('lean.js'),
    'sendoff/queue': dist('queue.js'),
    'sendoff/outbox': dist('outbox.js'),
  },
} as const satisfies BuildOptions;

/** The modules that an application would ship to boot a peer and to send one event. */
export interface Bundle {
  /** By name; `peer.js` is the entry. */
  files: Readonly<Record<string, Uint8Array>>;
  /** The names of those that are loaded with the entry; the others when the peer asks for them. */
  entry: readonly string[];
}

export async function bundle(name: SetupName): Promise<Bundle> {
  const tag = tagOf(name);
  if (tag) return { files: { 'peer.js': await readFile(dist(tag)) }, entry: ['peer.js'] };
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    entryPoints: { peer: setup(name) },
    format: 'esm',
    splitting: true,
  });
  const loaded = new Set(['out/peer.js']);
  // A set grows while it is walked: what a loaded module imports is loaded too.
  for (const path of loaded) {
    const { imports = [] } = metafile.outputs[path] ?? {};
    for (const { path, kind } of imports) if (kind === 'import-statement') loaded.add(path);
  }
  return {
    files: Object.fromEntries(outputFiles.map(({ path, contents }) => [basename(path), contents])),
    entry: [...loaded].map(path => basename(path)),
  };
}

/** The same as one classic script: it makes a global `peer` of the set-up's exports. */
export async function script(name: SetupName): Promise<string> {
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: { peer: setup(name) },
    format: 'iife',
    globalName: 'peer',
  });
  const tag = tagOf(name);
  return `${tag ? await readFile(dist(tag), 'utf8') : ''}${outputFiles[0]?.text}`;
}

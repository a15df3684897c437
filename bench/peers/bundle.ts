import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { PEERS, type Peer, type PeerName } from './peers.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
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
  /** Loaded with the entry. */
  entry: readonly Uint8Array[];
  /** Loaded only when the peer asks for it. */
  onDemand: readonly Uint8Array[];
}

export async function bundle(name: PeerName): Promise<Bundle> {
  const { tag }: Peer = PEERS[name];
  if (tag) return { entry: [await readFile(dist(tag))], onDemand: [] };
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    stdin: {
      contents: `import { boot, send } from './setups/${name}.js'; boot('/collect'); send({ name: 'order' });`,
      resolveDir: folder,
    },
    format: 'esm',
    splitting: true,
  });
  const outputs = Object.entries(metafile.outputs);
  const [entry] = outputs.find(([, { entryPoint }]) => entryPoint) ?? [''];
  const loaded = new Set([entry]);
  // A set grows while it is walked: what a loaded module imports is loaded too.
  for (const path of loaded) {
    const { imports = [] } = metafile.outputs[path] ?? {};
    for (const { path, kind } of imports) if (kind === 'import-statement') loaded.add(path);
  }
  const contents = outputFiles.map(({ contents }) => contents);
  const isLoaded = outputs.map(([path]) => loaded.has(path));
  return {
    entry: contents.filter((_, index) => isLoaded[index]),
    onDemand: contents.filter((_, index) => !isLoaded[index]),
  };
}

/** The same as one classic script, for the pages: it makes a global `peer` of the set-up's exports. */
export async function script(name: PeerName): Promise<string> {
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: [`${folder}setups/${name}.js`],
    format: 'iife',
    globalName: 'peer',
  });
  const { tag }: Peer = PEERS[name];
  return `${tag ? await readFile(dist(tag), 'utf8') : ''}${outputFiles[0]?.text}`;
}

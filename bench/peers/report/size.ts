import { alignTable } from '../../report/table.ts';
import type { Size } from '../parts/size.ts';
import { PEERS, type Peer } from '../peers.ts';
import { type Bar, toBars } from './bars.ts';
import type { Found } from './benchmarks.ts';

const METHOD = `Each set-up in [\`bench/peers/setups\`](../bench/peers/setups) is bundled by esbuild with \`boot\` and one \`send\`, for a modern
browser, minified, split where the peer imports on demand. What is loaded with the entry is weighed, each file compressed by
itself, as a server sends it (gzip 9, brotli 11). "On demand" is what the peer may load later, brotli. A set-up is what the
peer's quick start says: a peer may have a smaller build, with fewer features, for those who look for it.`;

export function sizeSection({ date, rows }: Found<Size>): string {
  const table = alignTable(
    ['', 'minified', 'gzip', 'brotli', 'on demand'],
    bySize(rows).map(({ peer, version, min, gzip, brotli, onDemand }) => [
      [PEERS[peer].title, version].filter(Boolean).join(' '),
      bytes(min),
      bytes(gzip),
      bytes(brotli),
      onDemand === 0 ? '' : bytes(onDemand),
    ]),
  );
  return `## Size

![Bytes of the smallest bundle that sends one event, brotli](benchmarks-size.svg)

${table}

Measured on ${date}. ${METHOD}`;
}

export function sizePicture({ rows }: Found<Size>): string {
  const bars = bySize(rows).map(({ peer, brotli, onDemand }): Bar => {
    const { title, kind }: Peer = PEERS[peer];
    const more = onDemand === 0 ? '' : ` + ${bytes(onDemand)}`;
    return { label: title, kind, value: brotli, figure: `${bytes(brotli)}${more}` };
  });
  return toBars('Bytes of the smallest bundle that sends one event, brotli', bars);
}

/** The smallest first. */
function bySize(rows: readonly Size[]): readonly Size[] {
  return [...rows].sort((one, other) => one.brotli - other.brotli);
}

const bytes = (count: number) => `${count.toLocaleString('en')} B`;

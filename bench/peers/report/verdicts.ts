import { PEERS, type Peer } from '../peers.ts';
import type { Benchmarks } from './benchmarks.ts';

/** What was asked of sendoff, and whether it holds, as far as it has been measured. */
export function verdicts(benchmarks: Benchmarks): readonly string[] {
  return [scriptTag(benchmarks)].filter(verdict => verdict !== undefined);
}

function scriptTag({ size }: Benchmarks): string | undefined {
  const own = size?.rows.find(({ peer }) => peer === 'sendoff-tag');
  if (!size || !own) return undefined;
  const able = size.rows.filter(({ peer }) => {
    const { kind, transports }: Peer = PEERS[peer];
    return kind === 'peer' && transports.length > 1;
  });
  const smaller = able.filter(({ brotli }) => brotli <= own.brotli);
  const but = smaller.map(({ peer }) => PEERS[peer].title).join(', ');
  return `**The script tag is smaller than each peer of two transports or more${but && `, but ${but}`}**: ${figure(own.brotli)}, of ${able.length} such peers ${able.length - smaller.length} are larger.`;
}

const figure = (bytes: number) => `${bytes.toLocaleString('en')} B, brotli`;

import type { EngineName } from '../../setup/locate.ts';
import { limitOf } from './limits.ts';
import { median } from './median.ts';
import type { Sample, Side } from './sample.ts';

/** One line of the table: a figure of one call in one engine, each the median of its samples. */
export interface Row {
  engine: EngineName;
  call: string;
  figure: string;
  /** Where there is a bare API that does the same. */
  bare: number | undefined;
  sendoff: number;
  /** What a limit is about. */
  cost: number;
  /** What `cost` is: times the bare call, so many bare fetches more than the bare call, or `sendoff` itself. */
  unit: '× bare' | 'fetches more' | '';
  /** The most that `cost` may be. */
  limit: number | undefined;
}

/** For these a ratio says little: the bare call is next to nothing, or there is none. */
const BY_FETCHES = ['img', 'waiting', 'push'];

/** What the samples of one engine come to, in the order in which they came. */
export function rows(engine: EngineName, samples: readonly Sample[]): Row[] {
  const names = new Set(samples.map(({ call, figure }) => `${call}\n${figure}`));
  return [...names].map(name => {
    const [call, figure] = name.split('\n') as [string, string];
    const of = (call: string, side: Side) => {
      const values = samples
        .filter(it => it.call === call && it.figure === figure && it.side === side)
        .map(({ value }) => value);
      return values.length > 0 ? median(values) : undefined;
    };
    const bare = of(call, 'bare');
    const sendoff = of(call, 'sendoff') as number;
    const limit = limitOf(engine, call, figure);
    const row = { engine, call, figure, bare, sendoff, limit };
    const fetch = of('fetch', 'bare');
    if (fetch && BY_FETCHES.includes(call))
      return { ...row, cost: (sendoff - (bare ?? 0)) / fetch, unit: 'fetches more' };
    if (bare) return { ...row, cost: sendoff / bare, unit: '× bare' };
    return { ...row, cost: sendoff, unit: '' };
  });
}

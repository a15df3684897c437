import { parseArgs } from 'node:util';
import { choose, parseCount } from '../commandLine.ts';

/** In the order in which they run: the quick ones first. */
export const PARTS = ['size', 'boot', 'cost', 'growth', 'delivery', 'stored', 'server'] as const;

export type PartName = (typeof PARTS)[number];

export interface Selection {
  parts: readonly PartName[];
  /** Of each cell, where a part has cells; each has a number of its own where none is asked for. */
  runs: number | undefined;
  /** `kept`: measure nothing more, and write what there is. */
  only: 'all' | 'kept';
}

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function parseSelection(args: string[]): Selection {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { runs: { type: 'string' }, kept: { type: 'boolean', default: false } },
  });
  return {
    parts: choose('A part', positionals, PARTS),
    runs: values.runs === undefined ? undefined : parseCount('--runs', values.runs),
    only: values.kept ? 'kept' : 'all',
  };
}

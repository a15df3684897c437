import { parseArgs } from 'node:util';

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
  for (const name of positionals) {
    if (!PARTS.includes(name as PartName))
      throw new Error(`A part is one of ${PARTS.join(', ')}, not '${name}'.`);
  }
  if (values.runs !== undefined && !/^[1-9]\d{0,2}$/.test(values.runs))
    throw new Error(`--runs must be a number from 1 to 999, not '${values.runs}'.`);
  return {
    parts: PARTS.filter(name => positionals.length === 0 || positionals.includes(name)),
    runs: values.runs === undefined ? undefined : Number(values.runs),
    only: values.kept ? 'kept' : 'all',
  };
}

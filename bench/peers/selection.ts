import { parseArgs } from 'node:util';

/** In the order in which they run: the quick ones first. */
export const PARTS = ['size', 'boot', 'cost', 'growth', 'delivery', 'server'] as const;

export type PartName = (typeof PARTS)[number];

export interface Selection {
  parts: readonly PartName[];
  /** Of each cell of the delivery part. */
  runs: number;
  /** `kept`: measure nothing more, and write what there is. */
  only: 'all' | 'kept';
}

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function parseSelection(args: string[]): Selection {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { runs: { type: 'string', default: '50' }, kept: { type: 'boolean', default: false } },
  });
  for (const name of positionals) {
    if (!PARTS.includes(name as PartName))
      throw new Error(`A part is one of ${PARTS.join(', ')}, not '${name}'.`);
  }
  if (!/^[1-9]\d{0,2}$/.test(values.runs))
    throw new Error(`--runs must be a number from 1 to 999, not '${values.runs}'.`);
  return {
    parts: PARTS.filter(name => positionals.length === 0 || positionals.includes(name)),
    runs: Number(values.runs),
    only: values.kept ? 'kept' : 'all',
  };
}

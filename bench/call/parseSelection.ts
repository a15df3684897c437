import { parseArgs } from 'node:util';
import type { EngineName } from '../../setup/locate.ts';

export interface Selection {
  engines: readonly EngineName[];
  /** Of each call and side. */
  pages: number;
  warm: boolean;
}

const ALL: readonly EngineName[] = ['chromium', 'firefox', 'webkit'];

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function parseSelection(args: string[]): Selection {
  const { values } = parseArgs({
    args,
    options: {
      engine: { type: 'string', multiple: true, default: ['chromium', 'firefox'] },
      pages: { type: 'string', default: '30' },
      warm: { type: 'boolean', default: false },
    },
  });
  for (const name of values.engine) {
    if (!ALL.includes(name as EngineName))
      throw new Error(`--engine must be one of ${ALL.join(', ')}, not '${name}'.`);
  }
  if (!/^[1-9]\d{0,2}$/.test(values.pages))
    throw new Error(`--pages must be a number from 1 to 999, not '${values.pages}'.`);
  return {
    engines: ALL.filter(name => values.engine.includes(name)),
    pages: Number(values.pages),
    warm: values.warm,
  };
}

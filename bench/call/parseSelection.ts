import { parseArgs } from 'node:util';
import { ENGINES, type EngineName } from '../../setup/locate.ts';
import { choose, parseCount } from '../commandLine.ts';

export interface Selection {
  engines: readonly EngineName[];
  /** Of each call and side. */
  pages: number;
  warm: boolean;
}

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
  return {
    engines: choose('--engine', values.engine, ENGINES),
    pages: parseCount('--pages', values.pages),
    warm: values.warm,
  };
}

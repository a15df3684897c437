import type { EngineName } from '../../setup/locate.ts';

const EVERYWHERE: Readonly<Record<string, number>> = {
  'fetch, first call': 1.6,
  'beacon, first call': 1.6,
  'img, first call': 0.3,
  'img, next ten': 0.3,
  'waiting, first call': 0.3,
  'waiting, next ten': 0.3,
  // One set a page, not one a trigger.
  '10,000 waiting, listeners': 20,
};

/** The most that a figure's cost may be. WebKit is measured, not judged. */
const LIMITS: Readonly<Record<EngineName, Readonly<Record<string, number>>>> = {
  chromium: {
    ...EVERYWHERE,
    'fetch, next ten': 1.3,
    'beacon, next ten': 1.3,
    '10,000 waiting, each': 20,
    '10,000 waiting, longest later task, ms': 50,
  },
  firefox: { ...EVERYWHERE, 'fetch, next ten': 1.6, 'beacon, next ten': 1.6 },
  webkit: {},
};

export const limitOf = (engine: EngineName, call: string, figure: string): number | undefined =>
  LIMITS[engine][`${call}, ${figure}`];

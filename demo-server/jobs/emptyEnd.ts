import type { End } from './script.ts';

/** The rest of an end that the script itself has not reported. */
export const EMPTY_END = {
  connectionStatus: 0,
  shutdown: [],
  waited: 0,
  pid: process.pid,
} as const satisfies Omit<End, 'end'>;

import type { End } from './script.ts';

/** What there is to tell of a script that has not told its end itself. */
export const emptyEnd = {
  connectionStatus: 0,
  shutdown: [],
  waited: 0,
  pid: process.pid,
} as const satisfies Omit<End, 'end'>;

import type { Script } from './script.ts';
import { broken } from './scripts/broken.ts';
import { slow } from './scripts/slow.ts';

/** The scripts that can be called, by their name in `/scripts/:name`. */
export const scripts: ReadonlyMap<string, Script> = new Map([
  ['slow', slow],
  ['broken', broken],
]);

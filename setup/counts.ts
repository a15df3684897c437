import { stripVTControlCharacters } from 'node:util';

/** What a step has checked, what failed there, and the reason of each skip. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  reasons: readonly string[];
  /** A title each, and the first line of its error. */
  failures: readonly string[];
}

export function failure(title: string, message = 'no error given'): string {
  const [first] = stripVTControlCharacters(message).trim().split('\n');
  return `${title}: ${first}`;
}

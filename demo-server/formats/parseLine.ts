import type { Entry } from './entry.ts';

/** The entry of a line, or none: a limit or a crash may have cut it, or a person may have edited it. */
export function parseLine(line: string): Entry[] {
  try {
    const value = JSON.parse(line);
    return typeof value?.event === 'string' && Number.isInteger(value.request) ? [value] : [];
  } catch {
    return [];
  }
}

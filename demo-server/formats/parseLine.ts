import type { Entry } from './entry.ts';

/** The entry of a line, or none: a limit or a crash may have cut it, or a person may have edited it. */
export function parseLine(line: string): Entry[] {
  try {
    const value = JSON.parse(line);
    if (typeof value?.event !== 'string' || !Number.isInteger(value.request)) return [];
    const { tag, ...rest } = value;
    const isTag = typeof tag?.page === 'string' && Number.isInteger(tag.n);
    return [isTag ? value : rest];
  } catch {
    return [];
  }
}

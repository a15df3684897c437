import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Entry } from '../formats/entry.ts';
import { parseLine } from '../formats/parseLine.ts';

/** The end of a log: its entries, oldest first, and whether its last line was cut off. */
export interface Tail {
  entries: Entry[];
  torn: boolean;
}

/** Reads the last `limit` bytes of a log that is in several files, the oldest first. */
export function readTail(files: readonly string[], limit = 4 * 1024 * 1024): Tail {
  const texts: string[] = [];
  let left = limit;
  for (const file of [...files].reverse()) {
    const bytes = readEnd(file, left);
    left -= bytes.length;
    texts.unshift(bytes.toString());
  }
  // A file that was cut off in a line is followed by one that starts a new line.
  const entries = texts.flatMap(text => text.split('\n')).flatMap(parseLine);
  const last = texts.at(-1) ?? '';
  return { entries, torn: last !== '' && !last.endsWith('\n') };
}

function readEnd(file: string, limit: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const length = Math.min(limit, size);
    const bytes = Buffer.alloc(length);
    const read = readSync(descriptor, bytes, 0, length, size - length);
    return bytes.subarray(0, read);
  } finally {
    closeSync(descriptor);
  }
}

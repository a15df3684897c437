import { open } from 'node:fs/promises';
import type { Entry } from './entry.ts';

/** The end of a log file: its entries, oldest first, and whether its last line was cut off. */
export interface Tail {
  entries: Entry[];
  torn: boolean;
}

/** Reads the last `limit` bytes of a log file. A file that is not there yet is an empty one. */
export async function readTail(file: string, limit = 4 * 1024 * 1024): Promise<Tail> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return { entries: [], torn: false };
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - limit);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, null, start);
    const text = buffer.toString('utf8', 0, bytesRead);
    const lines = text.split('\n');
    // A read that starts in the middle of the file most likely starts in the middle of a line.
    if (start > 0) lines.shift();
    return { entries: lines.flatMap(parseLine), torn: text !== '' && !text.endsWith('\n') };
  } finally {
    await handle.close();
  }
}

/** A line that a crash has cut short, or a person has edited, is passed over. */
function parseLine(line: string): Entry[] {
  try {
    const value = JSON.parse(line);
    return typeof value?.event === 'string' && Number.isInteger(value.request) ? [value] : [];
  } catch {
    return [];
  }
}

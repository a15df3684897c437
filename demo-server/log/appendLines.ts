import {
  appendFileSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { rotate } from './rotate.ts';

interface Bounds {
  /** How large the file may grow, in bytes. */
  size: number;
  /** How many rotated files are kept. */
  kept: number;
}

/** Appends whole lines to a file, or nothing: a full disk would leave the half of one. */
export function appendLines(file: string, lines: string, { size, kept }: Bounds): void {
  const present = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (present > 0 && present + Buffer.byteLength(lines) > size) rotate(file, kept);

  // Its folder may have been moved away with it.
  if (present === 0) mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a');
  try {
    const before = fstatSync(descriptor);
    try {
      appendFileSync(descriptor, lines);
    } catch (error) {
      if (before.isFile()) ftruncateSync(descriptor, before.size);
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
}

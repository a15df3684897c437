// Appends a line to a file, or nothing: a full disk takes a part of it, which would spoil the next line, too.
import { closeSync, fstatSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';

export function appendLine(file, line) {
  const descriptor = openSync(file, 'a');
  const { size } = fstatSync(descriptor);
  try {
    writeFileSync(descriptor, `${line}\n`);
  } catch (error) {
    ftruncateSync(descriptor, size);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

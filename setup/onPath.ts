import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these commands that is on the PATH, as a whole path. */
export function onPath(...commands: readonly string[]): string | undefined {
  // Debian keeps servers in the last one, which is not on everybody's PATH.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return commands.flatMap(command => folders.map(folder => join(folder, command))).find(isRunnable);
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { newFolder } from '../newFolder.ts';

const MAIN = fileURLToPath(new URL('../../demo-server/main.ts', import.meta.url));

/** Starts the demo server's command, in a folder of its own; both are gone after the test. */
export async function startCommand(...args: string[]) {
  const folder = await newFolder();
  // Where a limit on the size of files stands for a full disk, it must be an error and not the end.
  const child = spawn(
    'sh',
    ['-c', 'trap "" XFSZ; exec "$0" --import "$@"', process.execPath, TSX, MAIN, ...args],
    { cwd: folder },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  child.stderr.on('data', chunk => {
    errors += chunk;
  });
  const exit = new Promise<number | null>(ended => child.on('close', ended));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return {
    child,
    exit,
    folder,
    output: () => output,
    errors: () => errors,
    /** Resolves with the server's origin when it listens. */
    async listening() {
      // It is compiled first, which takes its time where the machine is busy.
      await expect.poll(() => output).toContain('/live');
      return /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
    },
    /** The whole lines of its log, each of which has to be JSON. */
    async entries() {
      const text = await readFile(join(folder, 'logs/requests.ndjson'), 'utf8');
      const lines = text.split('\n').slice(0, -1);
      return lines.map(line => JSON.parse(line));
    },
  };
}

const TSX = import.meta.resolve('tsx');

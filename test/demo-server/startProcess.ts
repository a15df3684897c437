import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../demo-server/main.ts', import.meta.url));

/** Starts the demo server's command in a folder of its own; it is gone after the test. */
export async function startProcess(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-'));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...args], {
    cwd: folder,
  });
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
    await rm(folder, { recursive: true });
  });
  return { child, exit, folder, output: () => output, errors: () => errors };
}

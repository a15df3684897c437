import { spawn } from 'node:child_process';

/**
 * Runs a command to its end, its output going straight to the terminal. Resolves to nothing where it
 * succeeded, else to the first error that it reported: Playwright's stack traces would bury it.
 */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string | undefined> {
  console.log(`  $ ${[command, ...args].join(' ')}`);
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  return new Promise(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', code => {
      const reason = /^(?:Error|E): .*/m.exec(complaint)?.[0] ?? complaint.trim();
      resolve(code === 0 ? undefined : reason || `it ended with exit code ${code}`);
    });
  });
}

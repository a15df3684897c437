import { spawn } from 'node:child_process';

/** Runs a command to its end, its output going straight to the terminal; true where it succeeded. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<boolean> {
  console.log(`  $ ${[command, ...args].join(' ')}`);
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise(resolve => {
    child.on('error', () => resolve(false));
    child.on('exit', code => resolve(code === 0));
  });
}

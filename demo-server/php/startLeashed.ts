import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program until input ends, which it does with this process, whatever ends that. Then kills
 * the process group: the program, what it has started, and itself.
 */
const LEASH = '"$0" "$@" & read -r _; kill -KILL 0';

/**
 * Starts a program that cannot outlive this process, though that be killed outright. What it
 * returns ends the program.
 */
export async function startLeashed(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<() => void> {
  const shell = spawn('/bin/sh', ['-c', LEASH, command, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // a process group of its own
  });
  await once(shell, 'spawn');
  return () => shell.stdin.destroy();
}

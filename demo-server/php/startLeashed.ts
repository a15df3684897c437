import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program until it ends, or until input does, which it does with this process, whatever ends
 * that. Then kills the process group: the program, what it has started, and itself.
 */
const LEASH = 'exec 3<&0; { read -r _ <&3; kill -KILL 0; } & "$0" "$@" </dev/null; kill -KILL 0';

export interface Leashed {
  end(): void;
  /** Resolves when the program has ended, by whatever. */
  ended: Promise<unknown>;
}

/** Starts a program that cannot outlive this process, though that be killed outright. */
export async function startLeashed(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Leashed> {
  const shell = spawn('/bin/sh', ['-c', LEASH, command, ...args], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // its own process group
  });
  await once(shell, 'spawn');
  // Not before: where it does not start, this would reject, too, and nobody would catch it.
  return { end: () => shell.stdin.destroy(), ended: once(shell, 'exit') };
}

import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onPath } from '../../../setup/onPath.ts';

export interface Child {
  process: ChildProcess;
  /** Kills it, and resolves when it is gone. */
  end(): Promise<void>;
}

const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const program of running) program.kill('SIGKILL');
});

/**
 * Starts a program that cannot outlive this one. Where `setpriv` exists (Linux) the kernel sees to it,
 * so that nothing is left behind even when this process is killed outright.
 */
export function child(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; stdio?: StdioOptions } = {},
): Child {
  const leash = onPath('setpriv');
  const [file, ...all] = leash
    ? [leash, '--pdeathsig', 'KILL', command, ...args]
    : [command, ...args];
  const started = spawn(file as string, all, {
    env: { ...process.env, ...options.env },
    stdio: options.stdio ?? 'ignore',
  });
  const gone = once(started, 'exit').catch(() => {}); // it could not be started: there is nothing to end
  running.add(started);

  return {
    process: started,
    async end() {
      running.delete(started);
      started.kill('SIGKILL');
      await gone;
    },
  };
}

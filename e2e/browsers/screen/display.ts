import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { child } from '../processes/child.ts';

export interface Display {
  /** The environment of a program that shows its windows here. */
  env: NodeJS.ProcessEnv;
  end(): Promise<void>;
}

/** Its own screen with a window manager, without which no window is ever asked to close or minimised. */
export async function display(): Promise<Display> {
  // With each last client that leaves it would begin anew, and end a window manager that is just coming.
  const screen = ['-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'];
  // It takes the first number that is free, and writes it to this pipe: nothing to guess, nothing to race.
  const server = child('Xvfb', ['-displayfd', '3', ...screen], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await Promise.race([
    once(server.process.stdio[3] as Readable, 'data'),
    once(server.process, 'exit').then(() => {
      throw new Error('Xvfb ended before it had a display.');
    }),
  ]);
  const env = { DISPLAY: `:${String(number).trim()}`, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
  const manager = child('openbox', [], { env });
  return {
    env,
    async end() {
      await manager.end();
      await server.end();
    },
  };
}

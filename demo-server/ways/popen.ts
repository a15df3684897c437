import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EMPTY_END } from '../jobs/emptyEnd.ts';
import type { End } from '../jobs/script.ts';
import type { Way } from './way.ts';

/** How many programs run at a time, of all visitors: each is a process with its own memory. */
const MOST = 100;
const SLOW = fileURLToPath(new URL('./slowProgram.js', import.meta.url));

let running = 0;

/**
 * A program of this machine, in its own process group: it outlives the server. Its output is
 * ignored. Its arguments go to it one by one: no shell reads them.
 */
export const popen: Way = async ({ url, name }) => {
  if (running >= MOST) throw new Error(`${MOST} programs run already`);
  const [file, args] =
    name === 'slow' ? [process.execPath, [SLOW, url.searchParams.get('ms') ?? '0']] : [name, []];
  const child = spawn(file, args, { detached: true, stdio: 'ignore', shell: false });
  running += 1;
  try {
    await once(child, 'spawn');
  } catch (error) {
    running -= 1;
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`This machine cannot run a program called '${name}': ${code}`);
  }
  child.unref();
  const ended = once(child, 'close').then(([code]): End => {
    running -= 1;
    const end = code === 0 ? 'completed' : 'failed';
    return { end, ...EMPTY_END, pid: child.pid ?? 0 };
  });
  return { ended };
};

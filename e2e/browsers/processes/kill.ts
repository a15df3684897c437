import { poll } from '../poll.ts';
import { descendants } from './descendants.ts';

/** Ends processes by SIGKILL, all at once: none can do anything about it. */
export function killOutright(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself, as a child does whose parent has just been killed.
    }
  }
}

/** Ends a process and all that it has started. */
export async function killWhole(pid: number): Promise<void> {
  killOutright([pid, ...(await descendants(pid)).map(it => it.pid)]);
}

// How each engine names the processes that run pages, in their command lines.
const RENDERER = / -isForBrowser |(WebKit|WPE)WebProcess/;

/** Ends every page's process of a browser, as a crash does, and resolves when the browser has seen it. */
export async function killRenderers(browser: number): Promise<void> {
  const renderers = async () =>
    (await descendants(browser)).filter(({ command }) => RENDERER.test(command));
  const pids = (await renderers()).map(({ pid }) => pid);
  if (pids.length === 0) throw new Error('This build shows no process that runs a page.');
  killOutright(pids);
  await poll('the crash to be seen', async () =>
    (await renderers()).every(({ pid }) => !pids.includes(pid)),
  );
}

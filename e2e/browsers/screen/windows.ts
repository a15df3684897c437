import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { poll } from '../poll.ts';

const command = promisify(execFile);

/** The windows of a screen, as the person in front of it handles them. */
export interface Windows {
  /** Resolves when there is none. */
  none(): Promise<void>;
  /** Resolves to the id of the one that there is. */
  only(): Promise<string>;
  /** Does what opens a window, and resolves to the window's id and to what `open` has resolved to. */
  opened<Result>(open: () => Promise<Result>): Promise<readonly [id: string, result: Result]>;
  minimise(id: string): Promise<void>;
  /** Brings it to the front, from where it was minimised too, and gives it the focus. */
  raise(id: string): Promise<void>;
  /** Asks it to close, and resolves when it is gone. */
  close(id: string): Promise<void>;
}

export function windows(screen: NodeJS.ProcessEnv): Windows {
  const env = { ...process.env, ...screen };
  const wmctrl = async (...args: string[]) => (await command('wmctrl', args, { env })).stdout;
  // Undefined where a window went away while wmctrl was asking about it, at which it gives up.
  const ids = (): Promise<readonly string[] | undefined> =>
    wmctrl('-l').then(
      list => list.match(/^0x\w+/gm) ?? [],
      () => undefined,
    );

  return {
    async none() {
      await poll('all windows to be gone', async () => (await ids())?.length === 0);
    },
    only: () => poll('the window', async () => (await ids())?.[0]),
    async opened(open) {
      const before = await poll('the list of windows', ids);
      const result = await open();
      const id = await poll('the window', async () =>
        (await ids())?.find(it => !before.includes(it)),
      );
      return [id, result];
    },
    async minimise(id) {
      await command('xdotool', ['windowminimize', id], { env }); // WebDriver's own withdraws the window
    },
    async raise(id) {
      await wmctrl('-i', '-a', id);
    },
    async close(id) {
      await wmctrl('-i', '-c', id); // WebDriver's own close skips beforeunload
      await poll('the window to close', async () => (await ids())?.includes(id) === false);
    },
  };
}

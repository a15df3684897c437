import { once } from 'node:events';
import type { EngineName } from '../../../setup/locate.ts';
import { need } from '../../../setup/need.ts';
import { chromiumFlags } from '../playwright/chromiumFlags.ts';
import { withProfile } from '../processes/withProfile.ts';
import { display } from './display.ts';
import { windows } from './windows.ts';

export interface OnlyWindow {
  /** Closes it as a person does, and resolves when the browser has ended by itself. */
  close(): Promise<void>;
  /** Asks the browser to end, as a computer does that is shut down, and resolves when it has. */
  terminate(): Promise<void>;
  end(): Promise<void>;
}

const flags: Readonly<Record<EngineName, (folder: string) => readonly string[]>> = {
  chromium: folder => chromiumFlags(folder).filter(flag => !flag.startsWith('--headless')),
  firefox: folder => ['--no-remote', '--new-instance', '--profile', folder],
  webkit: () => ['--private'],
};

/**
 * Opens a URL in the only window of a browser, on a screen of its own. No driver is attached: with one, no
 * engine ends with its last window.
 */
export async function launchWindow(engine: EngineName, url: string): Promise<OnlyWindow> {
  const { path } = need(engine);
  const screen = await display();
  const own = windows(screen.env);
  const env = { ...screen.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }; // it does not start as root
  const program = await withProfile(path, folder => [...flags[engine](folder), url], { env });
  const ended = once(program.process, 'exit');

  return {
    async close() {
      await own.close(await own.only());
      await ended;
    },
    async terminate() {
      program.process.kill('SIGTERM');
      await ended;
    },
    async end() {
      await program.end();
      await screen.end();
    },
  };
}

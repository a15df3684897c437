import { fileURLToPath } from 'node:url';
import { chromium, firefox, type Page } from '@playwright/test';
import { need } from '../../setup/need.ts';
import { descendants } from '../browsers/processes/descendants.ts';
import { killOutright } from '../browsers/processes/kill.ts';

const WRAPPER = fileURLToPath(new URL('../browsers/playwright/firefox.sh', import.meta.url));

/** A browser whose profile outlives it. */
export interface Restarted {
  page: Page;
  /** Ends every process of it by SIGKILL: none can do anything about it. */
  kill(): Promise<void>;
  /** Finds every process of it; what is returned kills them at once. */
  aim(): Promise<() => Promise<void>>;
}

/** Starts a browser in a profile folder. */
export async function startIn(
  folder: string,
  engineName: 'chromium' | 'firefox',
): Promise<Restarted> {
  const { build, path } = need(engineName);
  const context = await (engineName === 'chromium'
    ? chromium.launchPersistentContext(folder, { executablePath: path, chromiumSandbox: false })
    : firefox.launchPersistentContext(folder, {
        ...(build === 'system' && { channel: 'moz-firefox' }),
        executablePath: WRAPPER,
        env: { ...process.env, FIREFOX: path },
      }));
  const aim = async () => {
    const all = await descendants(process.pid);
    const own = all.filter(({ command }) => command.includes(folder)).map(({ pid }) => pid);
    const children = await Promise.all(own.map(descendants));
    return async () => {
      const closed = new Promise(resolve => context.once('close', resolve));
      killOutright([...own, ...children.flat().map(({ pid }) => pid)]);
      await closed;
    };
  };
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    aim,
    kill: async () => (await aim())(),
  };
}

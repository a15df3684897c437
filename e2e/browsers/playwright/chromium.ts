import type { Readable } from 'node:stream';
import { type CDPSession, type Page, chromium as playwright } from '@playwright/test';
import { need } from '../../../setup/need.ts';
import type { Engine, Visitor } from '../engine.ts';
import { killWhole } from '../processes/kill.ts';
import { withProfile } from '../processes/withProfile.ts';
import { chromiumFlags } from './chromiumFlags.ts';
import { pageTab } from './pageTab.ts';

/**
 * Chromium, each visitor has its own process and profile.
 *
 * Not launched by Playwright, whose defaults make it unlike a visitor's: it switches the back/forward
 * cache off, and emulates focus, which keeps every page `visible` behind another tab. Only the default
 * context of a browser that Playwright was connected to is spared that (`noDefaults`).
 */
export async function chromium(): Promise<Engine> {
  const { build, path } = need('chromium');
  const first = await start(path);
  const { version } = first;
  await first.end();

  return {
    name: 'chromium',
    version,
    build,
    canHide: true,
    shared: false,
    visit: () => start(path),
    end: async () => {},
  };
}

async function start(path: string): Promise<Visitor & { version: string }> {
  const program = await withProfile(
    path,
    folder => [...chromiumFlags(folder), '--remote-debugging-port=0', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const browser = await playwright.connectOverCDP(
    await endpoint(program.process.stderr as Readable),
    { noDefaults: true },
  );
  const context = browser.contexts()[0];
  if (!context) throw new Error('Chromium came without its default context.');

  return {
    version: browser.version(),
    async open(url, until) {
      const blank = context.pages().find(page => page.url() === 'about:blank');
      const cover = () => context.newPage();
      const tab = pageTab(blank ?? (await context.newPage()), { cover, crash, protocol });
      await tab.goto(url, until);
      return tab;
    },
    async wipe() {
      const left = context.pages();
      const blank = await context.newPage();
      await Promise.all(left.map(page => page.close()));
      const session = await context.newCDPSession(blank);
      await session.send('Storage.clearDataForOrigin', { origin: '*', storageTypes: 'all' });
      await session.send('Network.clearBrowserCookies');
      await session.send('Network.clearBrowserCache');
      await session.detach();
    },
    kill: () => killWhole(program.process.pid as number),
    async end() {
      await browser.close();
      await program.end();
    },
  };
}

/** What one session has switched on, as to be offline, only the same one can switch off. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

async function protocol(page: Page, method: string, parameters: object): Promise<void> {
  const opened = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, opened);
  const session = await opened;
  // The type knows the names of the methods.
  const send = (name: string, fields = {}) => session.send(name as 'Page.enable', fields as never);
  // A domain acts when it has been enabled only.
  const [domain] = method.split('.');
  if (domain === 'ServiceWorker' || domain === 'Network') await send(`${domain}.enable`);
  await send(method, parameters);
}

async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  // Its answer never comes: there is nothing left that could answer.
  session.send('Page.crash').catch(() => {});
  await crashed;
}

/** Chromium says on its stderr where it can be reached. */
async function endpoint(stderr: Readable): Promise<string> {
  let said = '';
  for await (const chunk of stderr.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const found = /DevTools listening on (\S+)/.exec(said)?.[1];
    if (found) {
      stderr.resume(); // it goes on talking, and would stop at a full pipe
      return found;
    }
  }
  throw new Error(`Chromium did not start:\n${said}`);
}

import type { Browser, Page } from '@playwright/test';
import type { Engine } from '../engine.ts';
import { poll } from '../poll.ts';
import { descendants } from '../processes/descendants.ts';
import { killRenderers, killWhole } from '../processes/kill.ts';
import { pageTab } from './pageTab.ts';

/**
 * A browser that Playwright launches from `path`; each visitor has its own context in it. One that
 * has been killed is launched anew for the next visitor.
 */
export async function sharedBrowser(
  launch: () => Promise<Browser>,
  path: string,
  about: Pick<Engine, 'name' | 'build' | 'canHide'>,
): Promise<Engine> {
  let browser = await launch();
  // Playwright does not say which process it has started.
  const program = async () => {
    const found = (await descendants(process.pid)).find(({ command }) => command.includes(path));
    if (!found) throw new Error(`No process of ${path} can be seen.`);
    return found.pid;
  };

  return {
    ...about,
    shared: true,
    version: browser.version(),
    async visit() {
      if (!browser.isConnected()) browser = await launch();
      // The certificates of the tests are signed by nobody.
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const origins = new Set<string>();
      context.on('request', request => {
        if (request.isNavigationRequest()) origins.add(new URL(request.url()).origin);
      });
      let home: Page | undefined;
      const crash = async (page: Page) => {
        const seen = crashed(page);
        await killRenderers(await program());
        await seen;
        await home?.close();
        home = undefined;
      };
      return {
        async open(url, until) {
          // A tab costs Firefox a third of what a window does, but it hides the other tabs of its window.
          home ??= await context.newPage();
          const page = isAlone(home) ? await cover(home) : await context.newPage();
          const tab = pageTab(page, { cover, crash });
          await tab.goto(url, until);
          return tab;
        },
        async wipe(forgetting) {
          home ??= await context.newPage();
          const others = context.pages().filter(page => page !== home);
          await Promise.all(others.map(page => page.close()));
          await context.clearCookies();
          const visited = forgetting.filter(url => origins.has(new URL(url).origin));
          for (const url of visited) await home.goto(url);
          origins.clear();
        },
        async kill() {
          await killWhole(await program());
          await poll('the browser to be given up', () => !browser.isConnected());
        },
        end: async () => (browser.isConnected() ? context.close() : undefined),
      };
    },
    end: () => browser.close(),
  };
}

/**
 * Resolves when the browser has seen that a page's process is gone: until then Firefox gives it new
 * pages. Firefox shows its own page instead, the others are reported by an event.
 */
function crashed(page: Page): Promise<void> {
  return new Promise(resolve => {
    page.once('crash', () => resolve());
    page.on('framenavigated', frame => {
      if (frame.url().startsWith('about:tabcrashed')) resolve();
    });
  });
}

const isAlone = (page: Page) => page.context().pages().length === 1;

/** Playwright's own new pages are windows, which hide nothing: a page's new tab is in its window. */
async function cover(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.evaluate(() => void window.open('about:blank', '_blank', 'noopener'));
  return opened;
}

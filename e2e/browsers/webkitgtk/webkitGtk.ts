import { freePort } from '../../../setup/freePort.ts';
import type { Engine } from '../engine.ts';
import { poll } from '../poll.ts';
import { child } from '../processes/child.ts';
import { display } from '../screen/display.ts';
import { windows } from '../screen/windows.ts';
import { windowBrowser } from './windowBrowser.ts';
import { windowVisitor } from './windowVisitor.ts';

/**
 * WebKitGTK's MiniBrowser by WebKitWebDriver, in real windows on its own screen. The driver has
 * one session at a time, which is one browser with a clean profile.
 */
export async function webkitGtk(miniBrowser: string): Promise<Engine> {
  // The client announces each session, and each error that is handled; it reads this as it is imported.
  process.env.WDIO_LOG_LEVEL ??= 'silent';
  const { default: WebDriver } = await import('webdriver');
  const screen = await display();
  const port = await freePort();
  const driver = child('WebKitWebDriver', [`--port=${port}`], {
    env: { ...screen.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }, // it does not start as root
  });
  const { pid } = driver.process as { pid: number };
  await poll('WebKitWebDriver', () =>
    fetch(`http://127.0.0.1:${port}/status`).then(
      answer => answer.ok,
      () => false,
    ),
  );
  const session = () =>
    WebDriver.newSession({
      hostname: '127.0.0.1',
      port,
      logLevel: 'silent',
      connectionRetryCount: 0,
      capabilities: {
        // No command waits for a page: some never finish loading.
        pageLoadStrategy: 'none',
        acceptInsecureCerts: true, // those of the tests are signed by nobody
        'wdio:enforceWebDriverClassic': true,
        // @ts-expect-error the package does not know this vendor's options
        'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
      },
    });
  const end = async () => {
    await driver.end();
    await screen.end();
  };
  const first = await session();
  const version = first.capabilities.browserVersion ?? '';
  await first.deleteSession();

  return {
    name: 'webkit',
    version,
    build: 'system',
    canHide: true,
    shared: false,
    visit: async () =>
      windowVisitor(pid, crash => windowBrowser(session, windows(screen.env), crash)),
    end,
  };
}

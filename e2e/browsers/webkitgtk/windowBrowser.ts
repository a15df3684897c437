import type { Client } from 'webdriver';
import type { Tab } from '../engine.ts';
import { poll } from '../poll.ts';
import type { Windows } from '../screen/windows.ts';
import { windowTab } from './windowTab.ts';

/** A browser whose tabs are windows, and which ends with the last of them. */
export interface WindowBrowser {
  /** Opens a window, in front and with the focus. */
  open(): Promise<Tab>;
  /** Closes all windows without any ceremony, and forgets what has been stored for the sites of these URLs. */
  wipe(forgetting: readonly string[]): Promise<void>;
  /** Ends it without any ceremony. */
  end(): Promise<void>;
}

/**
 * Starts a WebDriver session. One window more than the visitor has opened is always there, minimised:
 * else the browser would end with a closed tab, now and then before it has sent what that has asked for.
 */
export async function windowBrowser(
  start: () => Promise<Client>,
  windows: Windows,
  crash: () => Promise<void>,
): Promise<WindowBrowser> {
  await windows.none(); // the windows of the browser before may still be closing: these take their ids
  const [first, client] = await windows.opened(start);
  let spare = { id: first, handle: await client.getWindowHandle() };

  return {
    async open() {
      const { id, handle } = spare;
      await client.switchToWindow(handle);
      const [another, created] = await windows.opened(() => client.createWindow('window'));
      spare = { id: another, handle: created.handle };
      await windows.minimise(another);
      await windows.raise(id);
      const tab = windowTab(client, id, windows, crash);
      await poll('the window to be in front', () =>
        tab.evaluate(() => document.visibilityState === 'visible' && document.hasFocus()),
      );
      return tab;
    },
    async wipe(forgetting) {
      for (const handle of await client.getWindowHandles()) {
        if (handle === spare.handle) continue;
        await client.switchToWindow(handle);
        await client.closeWindow();
      }
      await client.switchToWindow(spare.handle);
      const tab = windowTab(client, spare.id, windows, crash);
      for (const url of forgetting) {
        await tab.goto(url);
        // `Clear-Site-Data` leaves it its service workers, and one of them may have answered.
        if (await tab.evaluate(dismissWorkers)) await tab.goto(url);
      }
    },
    end: () => client.deleteSession(),
  };
}

/** Whether there were any. */
async function dismissWorkers(): Promise<boolean> {
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map(it => it.unregister()));
  return registrations.length > 0;
}

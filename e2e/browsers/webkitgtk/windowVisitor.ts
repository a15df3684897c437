import type { Visitor } from '../engine.ts';
import { descendants } from '../processes/descendants.ts';
import { killOutright, killRenderers } from '../processes/kill.ts';
import type { WindowBrowser } from './windowBrowser.ts';

/** A visitor whose browser is started when it is needed, by the driver with this process id. */
export function windowVisitor(
  driver: number,
  start: (crash: () => Promise<void>) => Promise<WindowBrowser>,
): Visitor {
  let browser: WindowBrowser | undefined;
  let crashed = false;

  const visitor: Visitor = {
    async open(url, until) {
      if (crashed) await visitor.end();
      browser ??= await start(async () => {
        crashed = true;
        await killRenderers(driver);
      });
      const tab = await browser.open();
      await tab.goto(url, until);
      return tab;
    },
    async wipe(forgetting) {
      if (crashed) await visitor.end();
      await browser?.wipe(forgetting);
    },
    async kill() {
      killOutright((await descendants(driver)).map(({ pid }) => pid));
    },
    async end() {
      await browser?.end();
      browser = undefined;
      // A crash ends the session only: the browser stays, and may still be sending.
      if (crashed) await visitor.kill();
      crashed = false;
    },
  };
  return visitor;
}

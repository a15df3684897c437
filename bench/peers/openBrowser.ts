import { type CDPSession, chromium, type Page as Tab } from '@playwright/test';
import { launchOptions } from '../../setup/chromium.ts';

/** A Chromium whose protocol can be asked for what no page can measure. */
export interface Browser {
  /** Opens a page in its own process, and closes it again. */
  inFreshTab<Found>(use: (tab: Tab, protocol: CDPSession) => Promise<Found>): Promise<Found>;
  end(): Promise<void>;
}

/** It is launched when a page is first asked for: where all is measured already, none is. */
export function openBrowser(): Browser {
  let launched: ReturnType<typeof chromium.launch> | undefined;
  return {
    async inFreshTab(use) {
      launched ??= chromium.launch(launchOptions());
      const context = await (await launched).newContext();
      try {
        const tab = await context.newPage();
        const protocol = await context.newCDPSession(tab);
        await protocol.send('Performance.enable');
        return await use(tab, protocol);
      } finally {
        await context.close();
      }
    },
    end: async () => (await launched)?.close(),
  };
}

/** All that the page's main thread has done so far, in ms. */
export async function taskDuration(protocol: CDPSession): Promise<number> {
  const { metrics } = await protocol.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

import { type Browser, type CDPSession, chromium, type Page as Tab } from '@playwright/test';
import { need } from '../../setup/need.ts';

/** A Chromium whose protocol can be asked for what no page can measure. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: need('chromium').path,
    chromiumSandbox: process.getuid?.() !== 0, // it does not work as root
  });
}

/** Opens a page in its own process, and closes it again. */
export async function inFreshTab<Found>(
  browser: Browser,
  use: (tab: Tab, protocol: CDPSession) => Promise<Found>,
): Promise<Found> {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const protocol = await context.newCDPSession(tab);
    await protocol.send('Performance.enable');
    return await use(tab, protocol);
  } finally {
    await context.close();
  }
}

/** All that the page's main thread has done so far, in ms. */
export async function taskDuration(protocol: CDPSession): Promise<number> {
  const { metrics } = await protocol.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

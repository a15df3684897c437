import { type CDPSession, chromium, type Page as Tab } from '@playwright/test';
import { launchOptions } from '../../setup/chromium.ts';
import { CASES } from './cases.ts';
import { callTimes, idle, receipts } from './inPage.ts';
import { median } from './median.ts';
import type { Sample } from './sample.ts';
import type { Page, Server } from './serve.ts';

const COUNT = 10;
/** As long a way through the page, with no call in it: what the measuring itself costs. */
const nothing = { call: 'nothing', bare: 'bare.html', sendoff: undefined, leaves: 'at the exit' };

/**
 * All that a call makes Chromium's main thread do, until its receipt is there: also what happens after
 * the calling task. Only the protocol knows, so it takes a browser that Playwright launches.
 */
export async function measureWork(server: Server, pages: number): Promise<Sample[]> {
  const browser = await chromium.launch(launchOptions());
  const tab = await browser.newPage();
  const protocol = await tab.context().newCDPSession(tab);
  await protocol.send('Performance.enable');

  const samples: Sample[] = [];
  for (let n = 0; n < pages; n += 1) {
    for (const { call, leaves, ...files } of [nothing, ...CASES]) {
      for (const side of ['bare', 'sendoff'] as const) {
        const file = files[side];
        if (!file) continue;
        const page = server.page(file);
        await tab.goto(page.url);
        const work = () => measurePage(tab, page, call, leaves === 'now');
        const value = await workOf(tab, protocol, work);
        samples.push({ call, figure: 'all its work', side, value: value / COUNT });
      }
    }
  }
  await browser.close();

  const measuring = median(samples.filter(({ call }) => call === 'nothing').map(it => it.value));
  return samples
    .filter(({ call }) => call !== 'nothing')
    .map(sample => ({ ...sample, value: sample.value - measuring }));
}

async function measurePage(tab: Tab, page: Page, call: string, leavesNow: boolean): Promise<void> {
  await tab.evaluate(callTimes, { call, count: COUNT });
  if (leavesNow) await page.arrived(COUNT);
  await tab.evaluate(leavesNow ? receipts : () => {});
}

/** Main-thread work, in µs. */
async function workOf(tab: Tab, protocol: CDPSession, work: () => Promise<void>): Promise<number> {
  await tab.evaluate(idle);
  const before = await taskDuration(protocol);
  await work();
  await tab.evaluate(idle);
  return ((await taskDuration(protocol)) - before) * 1e6;
}

async function taskDuration(protocol: CDPSession): Promise<number> {
  const { metrics } = await protocol.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value as number;
}

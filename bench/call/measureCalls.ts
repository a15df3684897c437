import type { Engine, Tab } from '../../e2e/browsers/engine.ts';
import { type Case, cases } from './cases.ts';
import { callTimes, receipts } from './inPage.ts';
import type { Sample, Side } from './sample.ts';
import type { Page, Server } from './serve.ts';

/** Makes each call on pages of its own, sendoff and bare in turn: the first, and the ten after it. */
export async function measureCalls(
  engine: Engine,
  server: Server,
  pages: number,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const visitor = await engine.visit();
  const tab = await visitor.open(server.page('blank.html').url);
  for (let n = 0; n < pages; n += 1) {
    for (const each of cases) {
      for (const side of ['bare', 'sendoff'] as const) {
        const file = each[side];
        if (!file) continue;
        const page = server.page(file);
        await tab.goto(page.url);
        samples.push(...(await measurePage(tab, page, each, side)));
        // What is on its way would cost the next page.
        await tab.goto(server.page('blank.html').url);
        await page.arrived(each.requests);
      }
    }
  }
  await visitor.end();
  return samples;
}

async function measurePage(
  tab: Tab,
  page: Page,
  { call, leaves }: Case,
  side: Side,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  let made = 0;
  for (const { figure, count } of [
    { figure: 'first call', count: 1 },
    { figure: 'next ten', count: 10 },
  ]) {
    samples.push({ call, side, figure, value: await tab.evaluate(callTimes, { call, count }) });
    made += count;
    if (leaves === 'now') {
      await page.arrived(made);
      await tab.evaluate(receipts);
    }
  }
  return samples;
}

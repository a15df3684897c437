import type { Queue, QueueReceipt } from '../src/queue.ts';
import type { Tab } from './browsers/engine.ts';
import { exits } from './support/exits.ts';
import { followByScript } from './support/followByScript.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import type { Site } from './support/site.ts';
import { expect, test } from './support/test.ts';

interface Page {
  queue: Queue;
  receipts: QueueReceipt[];
  restored: number;
}

interface Numbered {
  n: number;
  event: unknown;
}

/** Nothing but the exit flushes such a queue. */
const patient = JSON.stringify({ maxItems: 1e6, maxBytes: 1e8, maxWait: 1e8 });

/** The events that have arrived, in the order of their numbers. */
async function events(server: Site, key: string): Promise<Numbered[]> {
  const received = await server.received({ query: { test: key } });
  return received.flatMap(({ data }) => data as Numbered[]).sort((one, other) => one.n - other.n);
}

const numbers = async (server: Site, key: string) => (await events(server, key)).map(({ n }) => n);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

const push = (tab: Tab, count: number) =>
  tab.evaluate((count: number) => {
    for (let n = 1; n <= count; n++) (window as never as Page).queue.push(n);
  }, count);

for (const [exit, leave] of Object.entries(exits)) {
  test(`what waits leaves at the exit by ${exit}, with what later exit handlers push`, async ({
    engine,
    open,
    server,
    key,
    marker,
  }) => {
    const tab = await open(server.url('/e2e/queue.html', { test: key, late: '3' }));
    await push(tab, 10);
    await leave(tab);
    // Firefox ends a closed tab's process: what the last handler of all has pushed is lost now and then.
    const sure = engine.name === 'firefox' && exit === 'closing the tab' ? 13 : 16;
    await expect.poll(async () => (await numbers(server, key)).slice(0, sure)).toEqual(upTo(sure));
    if (exit === 'a link') await tab.close();
    await marker();
    const arrived = await numbers(server, key);
    expect(arrived).toEqual(upTo(arrived.length).slice(0, 16));
  });

  test(`what waits leaves when the page is left by ${exit} while it loads`, async ({
    open,
    server,
    key,
    marker,
  }) => {
    const tab = await open(server.url('/e2e/queue.html', { test: key, hold: true }), 'parsed');
    await push(tab, 10);
    await leave(tab);
    await expect.poll(() => numbers(server, key)).toEqual(upTo(10));
    if (exit === 'a link') await tab.close();
    await marker();
    expect(await numbers(server, key)).toEqual(upTo(10));
  });
}

test('what waits leaves when the tab of a visitor who has consented is closed', async ({
  engineName,
  open,
  server,
  key,
  marker,
}) => {
  test.skip(isLeftOut({ engineName }), LEFT_OUT);
  const query = { test: key, options: patient, consent: true };
  const tab = await open(server.url('/e2e/queue.html', query));
  await push(tab, 10);
  await tab.close();
  await expect.poll(() => numbers(server, key)).toEqual(upTo(10));
  await marker();
  expect(await numbers(server, key)).toEqual(upTo(10));
});

test('a page that returns from the back/forward cache goes on', async ({
  open,
  server,
  key,
  marker,
}) => {
  const tab = await open(server.url('/e2e/queue.html', { test: key, options: patient }));
  for (let visit = 1; visit <= 3; visit++) {
    await push(tab, 5);
    await followByScript(tab, '#away');
    await expect.poll(() => numbers(server, key)).toEqual(upTo(5 * visit));
    await tab.back();
    await expect.poll(() => tab.evaluate(() => (window as never as Page).restored)).toBe(visit);
  }
  await tab.close();
  await marker();
  expect(await numbers(server, key)).toEqual(upTo(15));
});

test('a hidden page sends what waits and what is pushed later, and goes on when it is shown', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(server.url('/e2e/queue.html', { test: key, options: patient }));
  await push(tab, 5);
  await tab.hide();
  await expect.poll(() => numbers(server, key)).toEqual(upTo(5));
  await push(tab, 5);
  await expect.poll(() => numbers(server, key)).toEqual(upTo(10));
  expect(await server.received({ query: { test: key } })).toHaveLength(2);
  await tab.show();
  await push(tab, 5);
  await tab.close();
  await expect.poll(() => numbers(server, key)).toEqual(upTo(15));
});

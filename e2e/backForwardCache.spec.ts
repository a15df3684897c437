import type { Receipt } from '../src/index.ts';
import type { Tab } from './browsers/engine.ts';
import { followByScript } from './support/followByScript.ts';
import { later } from './support/later.ts';
import type { Site } from './support/site.ts';
import { expect, test } from './support/test.ts';

// Firefox never settles a fetch that is answered while its page is in the back/forward cache.

type Page = { receipts: Receipt[]; persisted?: boolean; fireAll(): void };

const VISITS = 5;
/** Four of them are more than the quota. */
const BYTES = 20 * 1024;
const fireAll = () => (window as never as Page).fireAll();

const query = (key: string, when = 'pagehide') => ({
  test: key,
  triggers: `fetch.${when}`,
  in: 'call',
  bytes: BYTES,
  to: '/scripts/slow?ms=100',
});

/** Leaves with a report in flight, and comes back to the same document when it has been answered. */
async function leaveAndReturn(tab: Tab, server: Site, key: string, visit: number) {
  const received = () => server.received({ query: { test: key } });
  await tab.evaluate(fireAll);
  await followByScript(tab, '#away');
  await expect
    .poll(async () => (await received()).map(({ bytes }) => bytes))
    .toEqual(Array(visit).fill(BYTES));
  const { request = 0 } = (await received()).at(-1) ?? {};
  await expect.poll(async () => (await server.log({ event: 'finished', request })).length).toBe(1);
  await tab.back();
  await expect.poll(() => tab.evaluate(() => (window as never as Page).persisted)).toBe(true);
}

test('five returns from the back/forward cache leave the next report its room at the close', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/exits.html', query(key)));
  for (let visit = 1; visit <= VISITS; visit++) await leaveAndReturn(tab, server, key, visit);
  await tab.evaluate(fireAll);
  await tab.close();
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ bytes }) => bytes))
    .toEqual(Array(VISITS + 1).fill(BYTES));
});

for (const when of ['pagehide', 'hidden'])
  test(`the receipt of a report that left at ${when} comes after the return from the back/forward cache`, async ({
    engine,
    open,
    server,
    key,
  }) => {
    const tab = await open(server.url('/e2e/exits.html', query(key, when)));
    await leaveAndReturn(tab, server, key, 1);
    const outcome = expect.stringMatching(engine.name === 'firefox' ? 'queued' : /queued|acknowl/);
    await expect
      .poll(() => tab.evaluate(() => (window as never as Page).receipts.map(it => it.outcome)))
      .toEqual([outcome]);
  });

test('what the page asks for as it is shown again waits for its next exit', async ({
  open,
  server,
  key,
}) => {
  const url = server.url('/collect', { test: key });
  const tab = await open(server.url('/e2e/calls.html'));
  await tab.evaluate((to: string) => {
    // A return tells of it before `pageshow`.
    const ask = () => document.hidden || window.sendoff?.(to, { when: 'hidden' });
    document.addEventListener('visibilitychange', ask);
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
    ask();
  }, url);
  const count = async () => (await server.received({ query: { test: key } })).length;
  await followByScript(tab, '#away');
  await expect.poll(count).toBe(1);
  await tab.back();
  await expect.poll(() => tab.evaluate(() => (window as never as Page).persisted)).toBe(true);
  await later(tab, server);
  expect(await count()).toBe(1);
  await followByScript(tab, '#away');
  await expect.poll(count).toBe(2);
});

test("a call in the page's own handler of its return has its answer in the receipt", async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/calls.html', { tags: '[]' }));
  await tab.evaluate(
    async url => {
      const { receipts } = window as never as Page;
      const send = () => window.sendoff?.(url, { via: 'fetch' }) as Promise<Receipt>;
      // Before the SDK listens itself.
      addEventListener('pageshow', () => send().then(receipt => receipts.push(receipt)), true);
      const tag = Object.assign(document.createElement('script'), { src: '/dist/sendoff.js' });
      await new Promise(resolve => {
        tag.onload = resolve;
        document.head.append(tag);
      });
      await send();
    },
    server.url('/collect', { test: key }),
  );
  await followByScript(tab, '#away');
  await tab.back();
  await expect
    .poll(() => tab.evaluate(() => (window as never as Page).receipts.map(it => it.outcome)))
    .toEqual(['acknowledged']);
});

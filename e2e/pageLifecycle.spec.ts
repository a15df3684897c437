import { arrived, once } from './support/arrived.ts';
import { followByScript } from './support/followByScript.ts';
import { expect, test } from './support/test.ts';

type Page = Window & { persisted: boolean; fire(name: string): void };

/** Fires at each moment but `now`, and says what has left before the task is over. */
const fireAll = () => {
  const page = window as never as Page;
  const { fetch } = page;
  const left: (string | null)[] = [];
  page.fetch = (...call) => {
    left.push(new URL(`${call[0]}`).searchParams.get('case'));
    return fetch(...call);
  };
  for (const when of ['load', 'idle', 'hidden', 'pagehide']) page.fire(`fetch.${when}`);
  page.fetch = fetch;
  return left;
};

for (const { state, hold, moments } of [
  { state: 'has loaded', hold: false, moments: ['load', 'idle', 'hidden'] },
  { state: 'is still loading', hold: true, moments: ['hidden'] },
])
  test(`on a hidden page that ${state}, triggers at ${moments.join(', ')} leave at once, and no others`, async ({
    engine,
    open,
    server,
    key,
  }) => {
    test.skip(!engine.canHide, 'this build keeps every page visible');
    const url = server.url('/e2e/sdk.html', { test: key, hold });
    const tab = await open(url, hold ? 'parsed' : 'load');
    await tab.hide();
    const names = moments.map(when => `fetch.${when}`);
    expect(await tab.evaluate(fireAll)).toEqual(names);
    await expect.poll(() => arrived(server, key)).toEqual(once(names));
    for (const { tag } of await server.received({ query: { test: key } }))
      expect(tag).toMatchObject({ via: 'fetch', when: 'hidden' });
  });

test('a page with waiting and finished triggers returns from the back/forward cache, and triggers again', async ({
  open,
  server,
  key,
  marker,
}) => {
  const finished = ['default.now', 'default.load', 'default.idle'];
  const waiting = ['default.hidden', 'default.pagehide', 'beacon.pagehide'];
  const query = { test: key, triggers: [...finished, ...waiting].join() };
  const tab = await open(server.url('/e2e/sdk.html', query));
  await expect.poll(() => arrived(server, key)).toEqual(once(finished));
  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toEqual(once([...finished, ...waiting]));
  await tab.back();
  await expect.poll(() => tab.evaluate(() => (window as never as Page).persisted)).toBe(true);

  const again = ['fetch.now', 'fetch.load', 'fetch.idle', 'fetch.pagehide'];
  await tab.evaluate((names: string[]) => {
    for (const name of names) (window as never as Page).fire(name);
  }, again);
  await followByScript(tab, '#away');
  const all = once([...finished, ...waiting, ...again]);
  await expect.poll(() => arrived(server, key)).toEqual(all);
  await tab.close();
  await marker();
  expect(await arrived(server, key)).toEqual(all);
});

test('a prerendered page triggers nothing until it is activated', async ({
  engine,
  launchBare,
  server,
  key,
}) => {
  test.skip(engine.name !== 'chromium', 'only Chromium prerenders');
  await launchBare(server.url('/e2e/prerenderer.html', { test: key }));
  const cases = ['prerendered', 'activating', 'now', 'load', 'idle'];
  await expect.poll(() => arrived(server, key)).toEqual(once(cases));
  const order = (await server.received({ query: { test: key } })).map(({ query }) => query.case);
  expect(order.slice(0, 2)).toEqual(['prerendered', 'activating']);
});

test('a prerendered page that is never shown triggers nothing', async ({
  engine,
  launchBare,
  server,
  key,
  marker,
}) => {
  test.skip(engine.name !== 'chromium', 'only Chromium prerenders');
  const calls = JSON.stringify([[`/collect?test=${key}&case=elsewhere`]]);
  const to = server.url('/e2e/calls.html', { calls });
  await launchBare(server.url('/e2e/prerenderer.html', { test: key, to }));
  const cases = ['prerendered', 'activating', 'elsewhere'];
  await expect.poll(() => arrived(server, key)).toMatchObject(once(cases));
  await marker();
  expect(await arrived(server, key)).toEqual(once(cases));
});

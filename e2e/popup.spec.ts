import type { Tab } from './browsers/engine.ts';
import { arrived, once } from './support/arrived.ts';
import { later } from './support/later.ts';
import { expect, test } from './support/test.ts';

// A popup that its opener closes, a page of another site: Firefox ends the popup's process at once.

const WAYS = {
  'a bare fetch at once': { bare: 'fetch', triggers: 'default.now' },
  'sendoff at now': { triggers: 'default.now' },
  'sendoff at pagehide': { triggers: 'default.pagehide' },
};

const openAndClose = (tab: Tab, popup: string) =>
  tab.evaluate(
    url => (window as never as { openAndClose(url: string): Promise<void> }).openAndClose(url),
    popup,
  );

test.beforeEach(({ engine }) =>
  test.skip(engine.name === 'webkit', 'its windows can be driven one at a time only'),
);

test('calls in the visibilitychange handler of a popup that its opener closes arrive, as bare ones do', async ({
  engine,
  open,
  server,
  key,
}) => {
  const runs = engine.name === 'firefox' ? 5 : 2;
  const tab = await open(server.other.url('/e2e/opener.html'));
  const counts = async () => {
    const all: Record<string, number> = {};
    for (const way of Object.keys(WAYS))
      all[way] = (await server.received({ query: { test: `${key} ${way}` } })).length;
    return all;
  };
  for (let run = 1; run <= runs; run++)
    for (const [way, query] of Object.entries(WAYS)) {
      const asked = { ...query, in: 'visibilitychange', test: `${key} ${way}` };
      await openAndClose(tab, server.url('/e2e/exits.html', asked));
    }
  // Firefox loses one now and then, of the bare ones too. The popup's process may send after its opener's.
  const least = engine.name === 'firefox' ? 3 : runs;
  await expect
    .poll(async () => Object.entries(await counts()).filter(([, count]) => count < least))
    .toEqual([]);
  await later(tab, server.other);
  for (const [way, count] of Object.entries(await counts()))
    expect(count, way).toBeLessThanOrEqual(runs);
});

test('what waits in a popup that its opener closes arrives once', async ({ open, server, key }) => {
  const triggers = ['default.hidden', 'beacon.hidden', 'default.pagehide'];
  const tab = await open(server.other.url('/e2e/opener.html'));
  const runs = Array.from({ length: 2 }, (_, run) => `${key}-${run}`);
  for (const test of runs)
    await openAndClose(tab, server.url('/e2e/exits.html', { test, triggers: triggers.join() }));
  for (const test of runs)
    await expect.poll(() => arrived(server, test), test).toEqual(once(triggers));
  await later(tab, server.other);
  for (const test of runs) expect(await arrived(server, test)).toEqual(once(triggers));
});

// Firefox loses a third of the bare calls that are made there, and a millisecond makes it worse: what can
// be said for certain is that no way loses them all.
for (const [way, query] of Object.entries(WAYS))
  test(`${way} in the pagehide handler of a popup that its opener closes is in time`, async ({
    open,
    server,
    key,
  }) => {
    const tab = await open(server.other.url('/e2e/opener.html'));
    const popup = server.url('/e2e/exits.html', { ...query, in: 'pagehide', test: key });
    const came = async () => (await server.received({ query: { test: key } })).length > 0;
    for (let run = 1; run <= 12 && !(await came()); run++) {
      await openAndClose(tab, popup);
      await later(tab, server.other);
    }
    expect(await came()).toBe(true);
  });

import type { Tab } from './browsers/engine.ts';
import { arrived, once } from './support/arrived.ts';
import { exits } from './support/exits.ts';
import { expect, test } from './support/test.ts';

type Page = { sendoff: (url: string, options: object) => void };

test.beforeEach(({ engineName }) => {
  test.skip(engineName !== 'chromium', 'Chromium alone has fetchLater');
});

/** What waits may be left with the browser in its own task: lets those that are due now run. */
const tasks = (tab: Tab) =>
  tab.evaluate(() => new Promise<void>(resolve => setTimeout(() => setTimeout(resolve))));

const lists = {
  'img, then beacon, with a text': { via: ['img', 'beacon'], data: 'text' },
  'beacon, then fetch, without credentials': { via: ['beacon', 'fetch'], credentials: 'omit' },
  'img, then fetch, with 9 KB': { via: ['img', 'fetch'], data: { long: 'x'.repeat(9000) } },
};

test('what the first transport of a list cannot carry survives a crash by a later one', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/calls.html'));
  await tab.evaluate(
    ({ to, lists }: { to: string; lists: [string, object][] }) => {
      for (const [name, options] of lists)
        (window as never as Page).sendoff(`${to}&case=${encodeURIComponent(name)}`, {
          when: 'pagehide',
          ...options,
        });
    },
    { to: server.url('/collect', { test: key }), lists: Object.entries(lists) },
  );
  await tasks(tab);
  await tab.crash();
  await expect.poll(() => arrived(server, key)).toEqual(once(Object.keys(lists)));
});

test('a crash delivers the last data that could be read', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/calls.html'));
  await tab.evaluate(
    (to: string) => {
      const data = () => {
        if (document.hidden) throw Error('there is nothing to read any more');
        return { state: 'good' };
      };
      (window as never as Page).sendoff(to, { when: 'pagehide', data });
    },
    server.url('/collect', { test: key }),
  );
  await tasks(tab);
  await tab.hide(); // which reads the data anew
  await tasks(tab);
  await tab.crash();
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ data }) => data))
    .toEqual([{ state: 'good' }]);
});

test('a crash delivers what waits for an idle moment of a page that has loaded', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/calls.html'));
  await tab.evaluate(
    (to: string) => {
      window.requestIdleCallback = () => 0; // a page that is never idle
      (window as never as Page).sendoff(to, { when: 'idle' });
    },
    server.url('/collect', { test: key, case: 'idle' }),
  );
  await tasks(tab);
  await tab.crash();
  await expect.poll(() => arrived(server, key)).toEqual(once(['idle']));
});

for (const [exit, leave] of Object.entries(exits))
  test(`what a frame's small quota for fetchLater refuses is no error, and all arrives by ${exit}`, async ({
    open,
    server,
    key,
    marker,
  }) => {
    // A frame of another site has 8 KiB of it.
    const triggers = ['default.pagehide', 'fetch.hidden', 'beacon.pagehide'];
    const query = { test: key, triggers: triggers.join(), bytes: 10_000, note: true };
    const frame = server.other.url('/e2e/exits.html', query);
    const tab = await open(server.url('/e2e/framer.html', { frame, count: 1 }));
    await tasks(tab);
    expect(await tab.errors()).toEqual([]);
    await leave(tab);
    await expect.poll(() => arrived(server.other, key)).toEqual(once(triggers));
    if (exit === 'a link') await tab.close();
    await marker();
    expect(await arrived(server.other, key)).toEqual(once(triggers));
    const received = await server.other.received({ query: { test: key } });
    for (const { bytes } of received) expect(bytes).toBe(10_000);
    expect(received.map(({ query }) => query.refused)).toContain('QuotaExceededError');
  });

import { arrived, once } from './support/arrived.ts';
import { exits } from './support/exits.ts';
import { expect, test } from './support/test.ts';

const MOMENTS = ['now', 'load', 'idle', 'hidden', 'pagehide'];
const VIAS = ['default', 'fetch', 'beacon', 'img', 'script'];

for (const [exit, leave] of Object.entries(exits))
  for (const via of VIAS)
    test(`${via} arrives once at each moment, with its data; the exit is by ${exit}`, async ({
      engine,
      open,
      server,
      key,
      marker,
    }) => {
      const triggers = MOMENTS.map(when => `${via}.${when}`);
      const tab = await open(server.url('/e2e/sdk.html', { test: key, triggers: triggers.join() }));
      await expect.poll(() => arrived(server, key)).toEqual(once(triggers.slice(0, 3)));
      await leave(tab);
      // Firefox ends the process of a closed tab without waiting for what it has just sent: some of
      // what leaves in pagehide is lost, and now and then at hidden, plain beacons too.
      const racy = engine.name === 'firefox' && exit === 'closing the tab';
      const sure = racy ? triggers.slice(0, 3) : triggers;
      await expect.poll(() => arrived(server, key)).toMatchObject(once(sure));
      if (exit === 'a link') await tab.close();
      await marker();
      const counts = await arrived(server, key);
      expect({ ...once(triggers), ...counts }).toEqual(once(triggers));
      for (const { query, data, tag } of await server.received({ query: { test: key } })) {
        // A GET's fields are in its query, a POST's in its body: under the same names.
        expect({ ...query, ...(data as object) }).toMatchObject({ from: query.case });
        const leaving = /hidden|pagehide/.test(String(query.case));
        // At an exit Firefox's last window may be closed, which ends fetches and images.
        const first = leaving && engine.name === 'firefox' ? 'beacon' : 'fetch';
        const own = leaving && via !== 'beacon' ? 'fetch' : via;
        const carrier = via === 'default' ? first : own;
        expect(tag?.via, `what carried ${query.case}`).toBe(carrier);
        if (!leaving) expect(`${via}.${tag?.when}`).toBe(query.case);
      }
    });

test('a hidden page sends what waits for it, and keeps what waits for the exit', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const triggers = [
    'default.load',
    'img.load',
    'default.idle',
    'default.hidden',
    'default.pagehide',
  ];
  const query = { test: key, triggers: triggers.join(), hold: true };
  const tab = await open(server.url('/e2e/sdk.html', query), 'parsed');
  await tab.hide();
  await expect.poll(() => arrived(server, key)).toEqual(once(triggers.slice(0, 4)));
  const whens = (await server.received({ query: { test: key } })).map(({ tag }) => tag?.when);
  expect(whens).toEqual(['hidden', 'hidden', 'hidden', 'hidden']);
  await tab.close();
  await expect.poll(() => arrived(server, key)).toEqual(once(triggers));
  await marker();
  expect(await arrived(server, key)).toEqual(once(triggers));
});

test('what was asked for after the load event leaves too', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  const late = ['default.load', 'img.load', 'default.idle', 'script.now'];
  await tab.evaluate((names: string[]) => {
    for (const name of names) (window as never as { fire(name: string): void }).fire(name);
  }, late);
  await expect.poll(() => arrived(server, key)).toEqual(once(late));
});

test('a click that triggers and navigates at once loses nothing', async ({
  open,
  server,
  key,
  marker,
}) => {
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  const names = ['default.now', 'beacon.now', 'default.load', 'default.idle', 'default.pagehide'];
  await tab.evaluate((all: string[]) => {
    document.querySelector('#away')?.addEventListener('click', () => {
      for (const name of all) (window as never as { fire(name: string): void }).fire(name);
    });
  }, names);
  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toEqual(once(names));
  await tab.close();
  await marker();
  expect(await arrived(server, key)).toEqual(once(names));
});

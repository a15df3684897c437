import { arrived, once } from './support/arrived.ts';
import { expect, test } from './support/test.ts';

// A browser may refuse a request, and say why only a moment later. The visitor does not wait for it.

const REFUSALS = {
  'another script holds the whole quota': { held: 64 * 1024 },
  'connect-src lets nothing pass': { policy: "connect-src 'none'" },
};
const TRIGGERS = ['default.now'];

const FIREFOX =
  'it reports a policy in a later task, which may never run, and no image outlives its closed tabs';
const WEBKIT =
  'it cuts the image that stands in, and puts one that begins at the exit under connect-src';

test('what waits for its exit arrives where another script holds the whole quota', async ({
  open,
  server,
  key,
  marker,
}) => {
  const waiting = ['default.hidden', 'default.pagehide'];
  const asked = { test: key, triggers: waiting.join(), held: 64 * 1024 };
  const tab = await open(server.url('/e2e/exits.html', asked));
  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toEqual(once(waiting));
  await tab.close();
  await marker();
  expect(await arrived(server, key)).toEqual(once(waiting));
});

for (const [refusal, query] of Object.entries(REFUSALS)) {
  test(`a call in the click that leaves the page arrives where ${refusal}`, async ({
    engine,
    open,
    server,
    key,
    marker,
  }) => {
    test.skip('policy' in query && engine.name === 'firefox', FIREFOX);
    test.skip('policy' in query && engine.name === 'webkit', WEBKIT);
    let came = 0;
    for (let run = 1; run <= 3; run++) {
      const id = `${key}-${run}`;
      const asked = { test: id, triggers: TRIGGERS.join(), in: 'click', ...query };
      const tab = await open(server.url('/e2e/exits.html', asked));
      await tab.follow('#away');
      await tab.close();
      await marker();
      const counts = await arrived(server, id);
      expect({ ...once(TRIGGERS), ...counts }).toEqual(once(TRIGGERS));
      came += Object.keys(counts).length;
    }
    // A page may be gone before the browser has said that it refuses: what then has left, nobody knows.
    expect(came).toBeGreaterThanOrEqual(2);
  });

  test(`a call in a hidden tab that is closed at once arrives where ${refusal}`, async ({
    engine,
    open,
    server,
    key,
    marker,
  }) => {
    test.skip(!engine.canHide, 'this build keeps every page visible');
    test.skip('policy' in query && engine.name === 'firefox', FIREFOX);
    const asked = { test: key, triggers: TRIGGERS.join(), in: 'call', ...query };
    const tab = await open(server.url('/e2e/exits.html', asked));
    await tab.hide();
    await tab.evaluate(() => (window as never as { fireAll(): void }).fireAll());
    await tab.close();
    await expect.poll(() => arrived(server, key)).toEqual(once(TRIGGERS));
    await marker();
    expect(await arrived(server, key)).toEqual(once(TRIGGERS));
  });
}

test('without a click the image that stands in under connect-src waits for nothing', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name === 'firefox', 'an address that is opened counts as a click there');
  const asked = { test: key, triggers: TRIGGERS.join(), brief: '', policy: "connect-src 'none'" };
  await open(server.url('/e2e/exits.html', asked));
  await expect.poll(() => arrived(server, key)).toEqual(once(TRIGGERS));
});

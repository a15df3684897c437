import { launchDiscarding } from './browsers/playwright/launchDiscarding.ts';
import { arrived, once } from './support/arrived.ts';
import { expect, test } from './support/test.ts';

const fire = ({ to, state }: { to: string; state: string }) => {
  const page = window as never as {
    state: string;
    sendoff: (url: string, options: object) => void;
  };
  page.state = state;
  page.sendoff(to, { when: 'pagehide', data: () => ({ state: page.state }) });
};

test('what waits survives a crash, once, and other engines send nothing twice', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  const triggers = ['default.hidden', 'default.pagehide', 'img.pagehide', 'beacon.hidden'];
  const tab = await open(server.url('/e2e/sdk.html', { test: key, triggers: triggers.join() }));
  await tab.crash();
  if (engine.name === 'chromium')
    await expect.poll(() => arrived(server, key)).toEqual(once(triggers));
  // WebKitGTK's crash ends the whole session: no later request can come of it.
  await (engine.name === 'webkit' ? server.marker() : marker());
  const counts = await arrived(server, key);
  expect({ ...once(triggers), ...counts }).toEqual(once(triggers));
});

test('a crash while the page loads delivers what waits for load', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name !== 'chromium', 'Chromium alone has fetchLater');
  const triggers = ['default.load', 'img.load', 'default.idle'];
  const url = server.url('/e2e/sdk.html', { test: key, triggers: triggers.join(), hold: true });
  const tab = await open(url, 'parsed');
  await tab.crash();
  await expect.poll(() => arrived(server, key)).toEqual(once(triggers));
  const [one] = await server.received({ query: { test: key } });
  expect(one?.tag?.via).toBe('fetchLater');
});

test('what crashes has the state that the page had when it was hidden', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name !== 'chromium', 'Chromium alone has fetchLater');
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  await tab.evaluate(fire, { to: server.url('/collect', { test: key }), state: 'first' });
  await tab.evaluate(() => void Object.assign(window, { state: 'second' }));
  await tab.hide();
  await tab.crash();
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ data }) => data))
    .toEqual([{ state: 'second' }]);
});

test('what has left is not sent once more by a later crash', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  test.skip(engine.name !== 'chromium', 'Chromium alone has fetchLater');
  const triggers = ['default.load', 'default.hidden'];
  const tab = await open(server.url('/e2e/sdk.html', { test: key, triggers: triggers.join() }));
  await tab.hide();
  await expect.poll(() => arrived(server, key)).toEqual(once(triggers));
  await tab.crash();
  await marker();
  expect(await arrived(server, key)).toEqual(once(triggers));
});

test('a tab that the browser discards delivers what waits, once', async ({
  engine,
  server,
  key,
}) => {
  test.skip(engine.name !== 'chromium', 'Chromium alone can be told to discard a tab');
  const waiting = ['default.pagehide', 'img.pagehide', 'beacon.pagehide'];
  const triggers = ['default.hidden', ...waiting];
  const url = server.url('/e2e/sdk.html', { test: key, triggers: triggers.join() });
  const browser = await launchDiscarding(url);
  try {
    const discard = await browser.cover();
    await expect.poll(() => arrived(server, key)).toEqual(once(['default.hidden']));
    await discard(key);
    await expect.poll(() => arrived(server, key)).toEqual(once(triggers));
  } finally {
    await browser.end();
  }
  await server.marker();
  const received = await server.received({ query: { test: key } });
  expect(received.map(({ tag }) => `${tag?.via} ${tag?.when}`).sort()).toEqual([
    'fetch hidden',
    ...waiting.map(() => 'fetchLater pagehide'),
  ]);
});

import type { Site } from './support/site.ts';
import { expect, test } from './support/test.ts';

// The harness itself: that it does what a visitor does, as plain exit listeners and no SDK see it.

const LOADING = { hold: true, beforeunload: true };

test('a link leaves a loaded page', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/bare.html', { test: key }));
  await tab.follow('#away');
  expect(await tab.url()).toBe(server.url('/e2e/away.html'));
  await expect.poll(() => events(server, key)).toEqual(['hidden', 'pagehide']);
  expect(await tab.errors()).toEqual([]);
});

test('a person closes a loaded page', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/bare.html', { test: key, beforeunload: true }));
  await tab.close();
  await expect.poll(() => events(server, key)).toEqual(['beforeunload', 'hidden', 'pagehide']);
});

test('a link leaves a page that is still loading', async ({ engine, open, server, key }) => {
  const tab = await open(server.url('/e2e/bare.html', { test: key, ...LOADING }), 'parsed');
  expect(await isLoaded(tab)).toBe(false);
  await tab.follow('#away');
  await expect
    .poll(() => events(server, key))
    .toEqual(engine.name === 'webkit' ? ['beforeunload'] : ['beforeunload', 'hidden', 'pagehide']);
});

test('a person closes a page that is still loading', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  const tab = await open(server.url('/e2e/bare.html', { test: key, ...LOADING }), 'parsed');
  expect(await isLoaded(tab)).toBe(false);
  await tab.close();
  const seen = async () => (await events(server, key)).join(' ');
  const expected = {
    chromium: /^beforeunload hidden pagehide$/,
    firefox: /^beforeunload hidden( pagehide)?$/,
    webkit: /^beforeunload$/,
  }[engine.name];
  await expect.poll(seen).toMatch(expected);
  await marker();
  expect(await seen()).toMatch(expected);
});

test('without beforeunload, closing a page that is still loading may go unseen', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  const tab = await open(server.url('/e2e/bare.html', { test: key, hold: true }), 'parsed');
  await tab.close();
  await marker();
  const seen = (await events(server, key)).join(' ');
  expect(seen).toMatch(
    {
      // A race with the end of the process; where focus is emulated (Playwright's default) never.
      chromium: /^(hidden)?$/,
      firefox: /^(hidden( pagehide)?)?$/,
      webkit: /^$/,
    }[engine.name],
  );
});

test('a page can be hidden and shown', async ({ engine, open, server, key }) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(server.url('/e2e/bare.html', { test: key }));
  await tab.hide();
  await expect.poll(() => events(server, key)).toEqual(['hidden']);
  await tab.show();
  await expect.poll(() => events(server, key)).toEqual(['hidden', 'visible']);
});

test('a page that is still loading can be hidden and shown', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(server.url('/e2e/bare.html', { test: key, hold: true }), 'parsed');
  await tab.hide();
  await expect.poll(() => events(server, key)).toEqual(['hidden']);
  await tab.show();
  await expect.poll(() => events(server, key)).toEqual(['hidden', 'visible']);
});

test('back returns from the back/forward cache', async ({ open, server, key }) => {
  const url = server.url('/e2e/bare.html', { test: key });
  const tab = await open(url);
  await tab.follow('#away');
  await tab.back();
  expect(await tab.url()).toBe(url);
  await expect
    .poll(() => events(server, key))
    .toEqual(['hidden', 'pagehide', 'restored', 'visible']);
});

test('a reload is a new document', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/bare.html', { test: key }));
  const origin = () => tab.evaluate(() => performance.timeOrigin);
  const before = await origin();
  await tab.reload();
  expect(await origin()).toBeGreaterThan(before);
});

test('values go into the page and come out, promises are awaited, errors are thrown', async ({
  open,
  server,
}) => {
  const tab = await open(server.url('/e2e/away.html'));
  const given = { list: [1, 'two', null], deep: { yes: true } };
  expect(await tab.evaluate(async (it: typeof given) => ({ it }), given)).toEqual({ it: given });
  const thrown = tab.evaluate(() => Promise.reject(new Error('from the page')));
  await expect(thrown).rejects.toThrow('from the page');
});

test("errors returns the page's console.error and what nothing caught", async ({
  open,
  server,
  key,
}) => {
  const fields = { test: key, log: 'logged', throw: 'thrown' };
  const tab = await open(server.url('/e2e/bare.html', fields));
  await expect
    .poll(() => tab.errors())
    .toEqual([
      { from: 'console', text: 'logged' },
      { from: 'page', text: 'Error: thrown' },
    ]);
});

/** What a browser keeps of a visitor; then it is given something of each kind to keep. */
async function remember(): Promise<Record<string, number>> {
  const kept = {
    local: localStorage.length,
    cookies: document.cookie.length,
    databases: (await indexedDB.databases()).length,
    caches: window.caches ? (await caches.keys()).length : 0,
    workers: navigator.serviceWorker
      ? (await navigator.serviceWorker.getRegistrations()).length
      : 0,
  };
  localStorage.setItem('who', 'a visitor');
  // biome-ignore lint/suspicious/noDocumentCookie: not every engine has the Cookie Store API
  document.cookie = 'who=visitor; max-age=600';
  await new Promise(done => {
    indexedDB.open('who').onsuccess = done;
  });
  await window.caches?.open('who');
  await navigator.serviceWorker?.register('/e2e/matrix/worker.js?answers=none');
  return kept;
}

test('each visitor has a clean profile', async ({ engine, server }) => {
  const url = server.url('/e2e/away.html');
  for (const _ of ['first', 'second']) {
    const visitor = await engine.visit();
    const tab = await visitor.open(url);
    const nothing = { local: 0, cookies: 0, databases: 0, caches: 0, workers: 0 };
    expect(await tab.evaluate(remember)).toEqual(nothing);
    await visitor.end();
  }
});

test('the browser outlives a closed tab, and the next one is in front', async ({
  open,
  server,
}) => {
  const look = () => ({
    who: localStorage.getItem('who'),
    state: document.visibilityState,
  });
  const url = server.url('/e2e/away.html');
  const first = await open(url);
  expect(await first.evaluate(look)).toEqual({ who: null, state: 'visible' });
  await first.evaluate(() => localStorage.setItem('who', 'first'));
  await first.close();
  const next = await open(url);
  expect(await next.evaluate(look)).toEqual({ who: 'first', state: 'visible' });
});

test('a Chromium without a debugger opens a page', async ({ engine, launchBare, server, key }) => {
  test.skip(engine.name !== 'chromium', 'only Chromium is started by itself');
  await launchBare(server.url('/collect', { test: key, event: 'bare' }));
  await expect.poll(() => events(server, key)).toEqual(['bare']);
});

/** The names of the events that have arrived; sorted, since what one exit sends comes in any order. */
async function events(server: Site, key: string): Promise<readonly string[]> {
  const received = await server.received({ query: { test: key } });
  return received.map(({ query }) => String(query.event)).sort();
}

function isLoaded(tab: { evaluate<R>(fn: () => R): Promise<R> }): Promise<boolean> {
  return tab.evaluate(() => document.readyState === 'complete');
}

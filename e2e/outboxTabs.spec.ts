import type { TriggerOptions } from '../src/types.ts';
import type { Tab } from './browsers/engine.ts';
import { once } from './support/arrived.ts';
import { expect, OFFLINE, test, UP } from './support/collector.ts';
import { exits } from './support/exits.ts';
import { followByScript } from './support/followByScript.ts';
import { BY_COMMAND, IS_WHOLE } from './support/oneEngine.ts';
import { fire, flush, type OutboxPage, outcomes, pending } from './support/outboxPage.ts';

test.skip(!IS_WHOLE, BY_COMMAND);

/** As old as what a page took long ago: others may ask then whether that page is still there. */
const LONG_AGO = 60_000;

/** Calls the outbox's trigger by a clock that is behind: what the page takes then, it has long had. */
const fireLongAgo = (tab: Tab, name: string, options: TriggerOptions = {}): Promise<void> =>
  tab.evaluate(
    ({ name, options, ago }: { name: string; options: TriggerOptions; ago: number }) => {
      const now = Date.now;
      Date.now = () => now() - ago;
      (window as never as OutboxPage).fire(name, options);
      Date.now = now;
    },
    { name, options, ago: LONG_AGO },
  );

test('three tabs that come online at once send a hundred items once each', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(engine.name === 'webkit', 'its driver has one tab at a time');
  const names = Array.from({ length: 100 }, (_, index) => `case${index}`);
  collector.answer = OFFLINE;
  const url = collector.url('/e2e/outbox.html');
  const first = await open(url);
  await fire(first, names);
  await expect.poll(async () => (await outcomes(first)).length).toBe(100);
  const tabs = [first, await open(url), await open(url)];
  const before = collector.arrivals.length;
  collector.answer = UP;
  await Promise.all(tabs.map(tab => tab.evaluate(() => void dispatchEvent(new Event('online')))));
  await expect.poll(() => collector.effects()).toEqual(once(names));
  await expect.poll(() => pending(first)).toBe(0);
  const sent = collector.arrivals.slice(before);
  expect(sent.filter(({ isDuplicate }) => isDuplicate)).toEqual([]);
  expect(sent).toHaveLength(100);
});

test('what waits for its moment is stored, left alone while its page lives, and arrives at its exit', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(engine.name === 'webkit', 'its driver has one tab at a time');
  const url = collector.url('/e2e/outbox.html');
  const tab = await open(url);
  await fireLongAgo(tab, 'bye', { when: 'pagehide' });
  await expect.poll(() => pending(tab)).toBe(1);
  const other = await open(url);
  expect(await flush(other)).toBe(1);
  expect(collector.arrivals).toEqual([]);
  await tab.close();
  // Firefox loses what a tab in the background sends as it is closed: then the other tab sends it.
  await expect.poll(() => flush(other).then(() => collector.effects())).toEqual(once(['bye']));
});

test('what one tab is sending no other tab sends, however long the server takes', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(engine.name === 'webkit', 'its driver has one tab at a time');
  collector.answer = () => 'hold';
  const url = collector.url('/e2e/outbox.html');
  const tab = await open(url);
  await fireLongAgo(tab, 'slow');
  await expect.poll(() => pending(tab)).toBe(1);
  const other = await open(url);
  expect(await flush(other)).toBe(1);
  expect(collector.arrivals).toHaveLength(1);
});

test('what waits for its moment in a page that crashes arrives at the next visit', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(engine.name === 'webkit', 'its crash ends the whole session');
  const url = collector.url('/e2e/outbox.html');
  const tab = await open(url);
  await fireLongAgo(tab, 'bye', { when: 'pagehide' });
  await expect.poll(() => pending(tab)).toBe(1);
  await tab.crash();
  expect(collector.arrivals).toEqual([]);
  await open(url);
  await expect.poll(() => collector.effects()).toEqual(once(['bye']));
});

for (const [exit, leave] of Object.entries(exits)) {
  test(`what waits for its moment leaves at the exit by ${exit}, and is acknowledged or sent again`, async ({
    open,
    collector,
  }) => {
    const tab = await open(collector.url('/e2e/outbox.html'));
    await fire(tab, ['bye'], { when: 'hidden' });
    await expect.poll(() => pending(tab)).toBe(1);
    await leave(tab);
    await expect.poll(() => collector.effects()).toEqual(once(['bye']));
  });
}

test('no page loses its back/forward cache to the outbox', async ({ engine, open, collector }) => {
  test.skip(
    engine.name === 'webkit',
    'WebKitGTK may answer no call into a page that it has cached',
  );
  const tab = await open(collector.url('/e2e/outbox.html'));
  const isRestored = async () => {
    await followByScript(tab, '#away');
    await tab.back();
    return tab.evaluate(() => (window as never as OutboxPage).persisted);
  };
  // With nothing to do, with an item that waits for its moment, and with some that wait for the network.
  expect(await isRestored()).toBe(true);
  await fire(tab, ['bye'], { when: 'pagehide' });
  await expect.poll(() => pending(tab)).toBe(1);
  expect(await isRestored()).toBe(true);
  await expect.poll(() => pending(tab)).toBe(0);
  collector.answer = OFFLINE;
  await fire(tab, ['one', 'two']);
  await expect.poll(async () => (await outcomes(tab)).length).toBe(3);
  expect(await isRestored()).toBe(true);
  // With a replay in flight.
  expect(await flush(tab)).toBe(2);
  let held = 0;
  collector.answer = () => (held++ ? { status: 204 } : 'hold');
  const before = collector.arrivals.length;
  await tab.evaluate(() => void dispatchEvent(new Event('online')));
  await expect.poll(() => collector.arrivals.length).toBeGreaterThan(before);
  expect(await isRestored()).toBe(true);
  await expect.poll(() => collector.effects()).toEqual(once(['bye', 'one', 'two']));
});

import { once } from './support/arrived.ts';
import { expect, OFFLINE, test, UP } from './support/collector.ts';
import { exits } from './support/exits.ts';
import { fire, type OutboxPage, outcomes, pending, thrown } from './support/outboxPage.ts';

test('what was called while the network was gone arrives at the next visit, once in effect', async ({
  open,
  collector,
}) => {
  const names = ['one', 'two', 'three'];
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, names);
  await expect.poll(() => outcomes(tab)).toEqual(names.map(name => `${name} stored`).sort());
  expect(await pending(tab)).toBe(3);
  await tab.close();
  collector.answer = UP;
  const next = await open(collector.url('/e2e/outbox.html'));
  await expect.poll(() => collector.effects()).toEqual(once(names));
  await expect.poll(() => pending(next)).toBe(0);
  expect(await thrown(next)).toEqual([]);
  const ids = collector.arrivals.map(({ tag }) => tag?.id);
  expect(new Set(ids).size).toBe(3);
});

test('what has been accepted is not kept, and its receipt is acknowledged', async ({
  open,
  collector,
}) => {
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, ['one', 'two']);
  await expect.poll(() => outcomes(tab)).toEqual(['one acknowledged', 'two acknowledged']);
  await expect.poll(() => pending(tab)).toBe(0);
  await tab.reload();
  await fire(tab, ['three']);
  await expect.poll(() => collector.effects()).toEqual(once(['one', 'two', 'three']));
  expect(collector.arrivals).toHaveLength(3);
});

for (const [exit, leave] of Object.entries(exits)) {
  test(`what is called in an exit handler without a network arrives at the next visit, left by ${exit}`, async ({
    engine,
    open,
    collector,
  }) => {
    collector.answer = OFFLINE;
    // Of what is written in the pagehide of a tab that is closed, Firefox loses some.
    const isLost = engine.name === 'firefox' && exit === 'closing the tab';
    const on = isLost ? 'visibilitychange' : 'pagehide';
    const tab = await open(collector.url('/e2e/outbox.html', { exit: 'late', on }));
    await expect.poll(() => pending(tab)).toBe(0);
    await leave(tab);
    if (exit === 'a link') await tab.close();
    collector.answer = UP;
    await open(collector.url('/e2e/outbox.html'));
    await expect.poll(() => collector.effects()).toEqual(once(['late']));
  });
}

test('what the database has not committed when the page is left is in the mirror, and arrives once', async ({
  engine,
  open,
  collector,
}) => {
  test.skip(engine.name === 'webkit', 'there the transaction that never ends outlives its page');
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  expect(await pending(tab)).toBe(0);
  // A transaction that never ends is before every write.
  await tab.evaluate(
    () =>
      new Promise<void>(resolve => {
        const request = indexedDB.open('sendoff outbox');
        request.onsuccess = () => {
          const store = request.result.transaction('outbox', 'readwrite').objectStore('outbox');
          const spin = () => {
            store.get('nothing').onsuccess = spin;
          };
          spin();
          resolve();
        };
      }),
  );
  await fire(tab, ['one', 'two']);
  await tab.follow('#away');
  expect(await tab.evaluate(() => Object.keys(localStorage))).toHaveLength(2);
  collector.answer = UP;
  await tab.goto(collector.url('/e2e/outbox.html'));
  await expect.poll(() => collector.effects()).toEqual(once(['one', 'two']));
  await expect.poll(() => pending(tab)).toBe(0);
  expect(await tab.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('a second outbox of the same name in the page is the same outbox', async ({
  open,
  collector,
}) => {
  const tab = await open(collector.url('/e2e/outbox.html'));
  const same = await tab.evaluate(() => {
    const { outbox, createOutbox } = window as never as OutboxPage;
    return [createOutbox({ name: 'outbox' }) === outbox, createOutbox({ name: 'x' }) === outbox];
  });
  expect(same).toEqual([true, false]);
});

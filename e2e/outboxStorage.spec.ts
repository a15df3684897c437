import { once } from './support/arrived.ts';
import { expect, OFFLINE, test, UP } from './support/collector.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import {
  fire,
  flush,
  type OutboxPage,
  openOffline,
  outcomes,
  pending,
  thrown,
  told,
} from './support/outboxPage.ts';

test.skip(isLeftOut, LEFT_OUT);

test('where all storage is denied it is a plain trigger, whose receipt does not say stored', async ({
  open,
  collector,
}) => {
  const tab = await open(collector.url('/e2e/outbox.html', { deny: 'indexedDB,localStorage' }));
  await fire(tab, ['one']);
  await expect.poll(() => outcomes(tab)).toEqual(['one acknowledged']);
  collector.answer = OFFLINE;
  await fire(tab, ['two']);
  await expect.poll(() => outcomes(tab)).toEqual(['one acknowledged', 'two failed']);
  expect(await flush(tab)).toBe(0);
  await tab.evaluate(() => (window as never as OutboxPage).outbox.clear());
  expect(await thrown(tab)).toEqual([]);
});

test('where the database is denied items are stored in the mirror, and arrive where it is not', async ({
  open,
  collector,
}) => {
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html', { deny: 'indexedDB' }));
  await fire(tab, ['one']);
  await expect.poll(() => outcomes(tab)).toEqual(['one stored']);
  expect(await pending(tab)).toBe(1);
  expect(await thrown(tab)).toEqual([]);
  await tab.close();
  collector.answer = UP;
  await open(collector.url('/e2e/outbox.html'));
  await expect.poll(() => collector.effects()).toEqual(once(['one']));
});

test('a database that is closed under the page is opened again, and the next calls are stored', async ({
  open,
  collector,
}) => {
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  // As WebKit does to a tab in the background: the connection is gone, and its event comes or does not.
  await tab.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...args) {
      Object.assign(window, { connection: this });
      return transaction.apply(this, args);
    };
  });
  await fire(tab, ['one']);
  await expect.poll(() => outcomes(tab)).toEqual(['one stored']);
  for (const [name, hasEvent] of [
    ['two', false],
    ['three', true],
  ] as const) {
    await tab.evaluate(hasEvent => {
      const { connection } = window as never as { connection: IDBDatabase };
      connection.close();
      if (hasEvent) connection.dispatchEvent(new Event('close'));
    }, hasEvent);
    await fire(tab, [name]);
    await expect.poll(async () => (await outcomes(tab)).includes(`${name} stored`)).toBe(true);
  }
  expect(await pending(tab)).toBe(3);
  expect(await thrown(tab)).toEqual([]);
  await tab.close();
  collector.answer = UP;
  await open(collector.url('/e2e/outbox.html'));
  await expect.poll(() => collector.effects()).toEqual(once(['one', 'two', 'three']));
});

test('site data that is cleared while the page is open harms nobody, and later calls are stored', async ({
  open,
  collector,
}) => {
  const tab = await openOffline({ open, collector }, ['gone']);
  await tab.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('sendoff outbox');
        request.onsuccess = () => resolve();
        request.onblocked = () => reject(Error('blocked'));
      }),
  );
  await fire(tab, ['later']);
  await expect.poll(() => outcomes(tab)).toEqual(['gone stored', 'later stored']);
  collector.answer = UP;
  expect(await flush(tab)).toBe(0);
  expect(collector.effects()).toEqual(once(['later']));
  expect(await thrown(tab)).toEqual([]);
});

test("a damaged record is dropped and counted, a newer version's is left alone, and the rest arrives", async ({
  open,
  collector,
}) => {
  const tab = await openOffline({ open, collector }, ['one', 'two']);
  await tab.evaluate(
    () =>
      new Promise<void>(resolve => {
        const request = indexedDB.open('sendoff outbox');
        request.onsuccess = () => {
          const transaction = request.result.transaction('outbox', 'readwrite');
          const store = transaction.objectStore('outbox');
          store.put({ id: 'damaged.1', version: 1 });
          store.put({ id: 'damaged.2', version: 1, url: 7, created: 'x', bytes: {}, tries: null });
          store.put({ id: 'newer.1', version: 2, whatever: [] });
          transaction.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
  );
  await tab.evaluate(() => {
    localStorage['sendoff "outbox"damaged.3'] = '{"id":';
    localStorage['sendoff "outbox"damaged.4'] = 'null';
  });
  collector.answer = UP;
  // The first may be one that has begun before.
  await flush(tab);
  expect(await flush(tab)).toBe(0);
  expect(collector.effects()).toEqual(once(['one', 'two']));
  await fire(tab, ['next']);
  await expect.poll(() => collector.effects()).toEqual(once(['one', 'two', 'next']));
  expect(told(collector)).toBe(2);
  const left = await tab.evaluate(
    () =>
      new Promise(resolve => {
        const request = indexedDB.open('sendoff outbox');
        request.onsuccess = () => {
          const keys = request.result.transaction('outbox').objectStore('outbox').getAllKeys();
          keys.onsuccess = () => resolve(keys.result);
        };
      }),
  );
  expect(left).toContain('newer.1');
  expect(left).not.toContain('damaged.1');
  expect(await tab.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(await thrown(tab)).toEqual([]);
});

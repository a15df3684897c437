import { expect, test, vi } from 'vitest';
import type { Item } from '../../src/outbox/item.ts';
import { joinStores } from '../../src/outbox/joinStores.ts';
import { createMirror } from '../../src/outbox/mirror.ts';
import { openStore } from '../../src/outbox/store.ts';
import { leftItem } from './leftItem.ts';
import { mirrored } from './storage.ts';

const passes = (type: 'pagehide' | 'pageshow') =>
  dispatchEvent(new PageTransitionEvent(type, { persisted: true }));

// What Firefox opens in pagehide never opens, and is waited for when the page has come back.
test('a page that goes into the back/forward cache while it writes opens no database', async () => {
  const store = openStore('cached');
  await store.items();
  const opened = vi.spyOn(indexedDB, 'open');
  const written = store.write({ id: 'one' } as Item);
  await undefined; // its transaction begins in a microtask
  passes('pagehide');
  await written;
  expect(opened).not.toHaveBeenCalled();
  passes('pageshow');
});

// In Firefox a transaction that ends while its page is in the back/forward cache never tells.
test('what a page was writing when it went into the back/forward cache is written when it is back', async () => {
  const store = openStore('silent');
  await store.items();
  const silent = { objectStore: () => ({ put: () => ({}), transaction: {} }) };
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction').mockReturnValueOnce(silent as never);
  const written = store.write({ id: 'one', version: 1 } as Item);
  await expect.poll(() => begun.mock.calls.length).toBe(1);
  passes('pagehide');
  passes('pageshow');
  await written;
  expect(await store.items()).toMatchObject([{ id: 'one' }]);
});

test('what another tab moves from the mirror into the database meanwhile is found once', async () => {
  const item = leftItem('moved');
  mirrored('moving', item);
  const mirror = createMirror('moving');
  const items = async () => {
    mirror.remove(item.id);
    return [];
  };
  const store = joinStores({ ...openStore('moving'), items }, mirror);
  expect(await store.items()).toEqual([item]);
});

import { expect, test, vi } from 'vitest';
import type { Item } from '../../src/outbox/item.ts';
import { openStore } from '../../src/outbox/store.ts';

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

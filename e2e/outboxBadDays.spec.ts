import type { Tab } from './browsers/engine.ts';
import { once } from './support/arrived.ts';
import { type Collector, expect, test } from './support/collector.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { fire, flush, type OutboxPage, outcomes, pending, thrown } from './support/outboxPage.ts';
import type { TestFixtures } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

const UP = () => ({ status: 204 });
const OFFLINE = () => 'cut' as const;

type Opening = Pick<TestFixtures, 'open'> & { collector: Collector };

/** Opens a page whose calls are lost, and has some of them stored; given in order of their names. */
async function openOffline({ open, collector }: Opening, names: readonly string[]): Promise<Tab> {
  collector.answer = OFFLINE;
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, names);
  await expect.poll(() => outcomes(tab)).toEqual(names.map(name => `${name} stored`));
  return tab;
}

/** How many dropped items the server has heard of, in what it has accepted. */
const told = ({ arrivals }: Collector) =>
  arrivals
    .filter(({ isAccepted }) => isAccepted)
    .reduce((sum, { query }) => sum + Number(query['sendoff-dropped'] ?? 0), 0);

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

test('an item that is larger than every bound is sent as by the plain trigger, and pushes out none', async ({
  open,
  collector,
}) => {
  collector.answer = OFFLINE;
  const options = JSON.stringify({ maxBytes: 1000 });
  const tab = await open(collector.url('/e2e/outbox.html', { options }));
  await fire(tab, ['small']);
  await expect.poll(() => outcomes(tab)).toEqual(['small stored']);
  await tab.evaluate(() => {
    (window as never as OutboxPage).fire('large', { data: 'x'.repeat(2000) });
  });
  await expect.poll(() => outcomes(tab)).toEqual(['large failed', 'small stored']);
  expect(await pending(tab)).toBe(1);
});

test('beyond its bounds the oldest items are dropped, and the next request says how many', async ({
  open,
  collector,
}) => {
  collector.answer = OFFLINE;
  const options = JSON.stringify({ maxItems: 3 });
  const tab = await open(collector.url('/e2e/outbox.html', { options }));
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    await fire(tab, [name]);
    await expect.poll(async () => (await outcomes(tab)).some(it => it.startsWith(name))).toBe(true);
  }
  await expect.poll(() => pending(tab)).toBe(3);
  collector.answer = UP;
  expect(await flush(tab)).toBe(0);
  expect(collector.effects()).toEqual(once(['three', 'four', 'five']));
  await fire(tab, ['six']);
  await expect.poll(() => told(collector)).toBe(2);
});

test('flush() begins anew where a pass that is under way has met a server that fails', async ({
  open,
  collector,
}) => {
  const tab = await openOffline({ open, collector }, ['one']);
  let fail = () => {};
  const failure = new Promise<void>(resolve => {
    fail = resolve;
  });
  let asked = 0;
  collector.answer = async () => {
    asked += 1;
    await failure;
    return { status: 503 };
  };
  await tab.evaluate(() => void (window as never as OutboxPage).outbox.flush());
  await expect.poll(() => asked).toBe(1);
  collector.answer = UP;
  const left = flush(tab);
  // It has been asked for when the page answers this.
  await pending(tab);
  fail();
  expect(await left).toBe(0);
});

test('what is too old is dropped', async ({ open, collector }) => {
  const tab = await openOffline({ open, collector }, ['one']);
  await tab.close();
  collector.answer = UP;
  const options = JSON.stringify({ maxAge: 1 });
  const next = await open(collector.url('/e2e/outbox.html', { options }));
  expect(await flush(next)).toBe(0);
  await fire(next, ['two']);
  await expect.poll(() => collector.effects()).toEqual(once(['two']));
});

test('nothing is stored before consent, and what is taken back is forgotten', async ({
  open,
  collector,
}) => {
  const tab = await open(collector.url('/e2e/outbox.html'));
  const stored = () =>
    tab.evaluate(
      async () =>
        (await (window as never as OutboxPage).outbox.pending()) + Object.keys(localStorage).length,
    );
  await tab.evaluate(() => {
    const page = window as never as OutboxPage & { consent(): void; control: AbortController };
    const after = new Promise<void>(resolve => Object.assign(page, { consent: resolve }));
    page.control = new AbortController();
    page.fire('asked', { after, when: 'pagehide', signal: page.control.signal });
    page.fire('never', { after: new Promise(() => {}), when: 'hidden' });
  });
  await fire(tab, ['marker']);
  await expect.poll(() => outcomes(tab)).toEqual(['marker acknowledged']);
  await expect.poll(stored).toBe(0);
  await tab.evaluate(() => (window as never as { consent(): void }).consent());
  await expect.poll(stored).toBe(1);
  await tab.evaluate(() => (window as never as { control: AbortController }).control.abort());
  await expect.poll(() => outcomes(tab)).toEqual(['asked canceled', 'marker acknowledged']);
  await expect.poll(stored).toBe(0);
  await tab.close();
  const next = await open(collector.url('/e2e/outbox.html'));
  await fire(next, ['last']);
  await expect.poll(() => collector.effects()).toEqual(once(['marker', 'last']));
});

test('clear forgets all that waits, in the mirror too', async ({ open, collector }) => {
  const tab = await openOffline({ open, collector }, ['one', 'two']);
  await tab.evaluate(async () => {
    localStorage['sendoff "outbox"p.9'] = JSON.stringify({ id: 'p.9', version: 1 });
    localStorage['sendoff "outbox2"p.9'] = "another outbox's";
    await (window as never as OutboxPage).outbox.clear();
  });
  expect(await pending(tab)).toBe(0);
  expect(await tab.evaluate(() => Object.keys(localStorage))).toEqual(['sendoff "outbox2"p.9']);
});

test('what is in flight while the outbox is cleared does not come back', async ({
  open,
  collector,
}) => {
  collector.answer = () => 'hold';
  const tab = await open(collector.url('/e2e/outbox.html'));
  await tab.evaluate(() => {
    (window as never as OutboxPage).fire('one', { timeout: 2000 });
  });
  await expect.poll(() => collector.arrivals.length).toBe(1);
  await expect.poll(() => pending(tab)).toBe(1);
  await tab.evaluate(() => (window as never as OutboxPage).outbox.clear());
  await expect.poll(() => outcomes(tab)).toEqual(['one queued']);
  expect(await pending(tab)).toBe(0);
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

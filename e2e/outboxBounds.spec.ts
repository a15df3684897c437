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
  told,
} from './support/outboxPage.ts';

test.skip(isLeftOut, LEFT_OUT);

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

test('clear forgets what waits for its moment, too', async ({ open, collector }) => {
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, ['bye'], { when: 'pagehide' });
  await expect.poll(() => pending(tab)).toBe(1);
  await tab.evaluate(() => (window as never as OutboxPage).outbox.clear());
  expect(await outcomes(tab)).toEqual(['bye canceled']);
  await fire(tab, ['later'], { when: 'pagehide' });
  await expect.poll(() => pending(tab)).toBe(1);
  await tab.close();
  const next = await open(collector.url('/e2e/outbox.html'));
  await fire(next, ['last']);
  await expect.poll(() => collector.effects()).toEqual(once(['later', 'last']));
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

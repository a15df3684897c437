import { afterEach, expect, test, vi } from 'vitest';
import { openStore } from '../../src/outbox/store.ts';
import { createOutbox } from '../../src/outbox.ts';
import { server } from '../trigger/server.ts';
import { leftItem } from './leftItem.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const ok = () => new Response();
const busy = (seconds?: number) => () =>
  new Response('', { status: 503, headers: seconds ? { 'Retry-After': `${seconds}` } : {} });

/** An outbox and its server, which answers as it is told to. */
const start = (name: string, first: () => Response | Promise<Response>) => {
  const it = { answer: first };
  const seen = server(() => it.answer());
  return {
    ...createOutbox({ name }),
    seen,
    say: (next: typeof first) => Object.assign(it, { answer: next }),
  };
};

/** A timer that is set now runs after all that run at once. */
const nextTimer = () => new Promise(resolve => setTimeout(resolve));

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a pass that another was wanted during is followed by it, and by later ones', async () => {
  const { trigger, flush, pending, seen, say } = start('during', busy());
  await flush();
  expect((await trigger('/s')).outcome).toBe('stored');
  let fail = () => {};
  say(
    () =>
      new Promise(resolve => {
        fail = () => resolve(busy()());
      }),
  );
  const before = seen.length;
  flush();
  await expect.poll(() => seen.length).toBeGreaterThan(before);
  dispatchEvent(new Event('online'));
  await nextTimer();
  say(busy());
  fail();
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBeGreaterThan(before + 2);
  say(ok);
  await expect.poll(pending, { timeout: 10_000 }).toBe(0);
});

// Its timers have stood still: it was asleep, frozen, or in the back/forward cache.
test('a page whose clock has gone on beyond its next pass begins one when the network is back', async () => {
  const { trigger, flush, pending, say } = start('asleep', busy(1000));
  await trigger('/s');
  expect(await flush()).toBe(1);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR });
  say(ok);
  dispatchEvent(new Event('online'));
  await expect.poll(pending).toBe(0);
});

test('a page that comes back from the back/forward cache sends what others have left', async () => {
  const { flush, pending } = start('returned', ok);
  await flush();
  await openStore('returned').write(leftItem('p.1'));
  expect(await pending()).toBe(1);
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await expect.poll(pending).toBe(0);
});

test('a pause of hours is looked at again every five minutes, since timers stand still in a sleeping computer', async () => {
  const { trigger, flush } = start('hours', busy(20_000));
  await trigger('/s');
  const timers = vi.spyOn(globalThis, 'setTimeout');
  expect(await flush()).toBe(1);
  const longest = () => Math.max(...timers.mock.calls.map(([, ms]) => ms ?? 0));
  await expect.poll(longest).toBe(5 * MINUTE);
});

test('a server that asks for pauses at many addresses leaves no record of those', async () => {
  const { trigger, flush, pending, say } = start('addresses', busy(1));
  for (const n of [1, 2, 3]) await trigger(`/s?n=${n}`);
  say(ok);
  await expect.poll(pending, { timeout: 10_000 }).toBe(0);
  await flush();
  expect(await keys('addresses')).toEqual([]);
});

test('an answer that accepts an item, and says when to ask for its result, holds up nothing', async () => {
  const { trigger, flush, say } = start('later', busy());
  await flush();
  expect((await trigger('/s?one')).outcome).toBe('stored');
  say(() => new Response('', { status: 202, headers: { 'Retry-After': '3600' } }));
  expect((await trigger('/s?two')).outcome).toBe('acknowledged');
  expect(await flush()).toBe(0);
});

/** The keys of all that a database holds. */
const keys = async (name: string) => {
  await openStore(name).items();
  const db = await new Promise<IDBDatabase>(resolve => {
    const request = indexedDB.open(`sendoff ${name}`);
    request.onsuccess = () => resolve(request.result);
  });
  return new Promise(resolve => {
    const request = db.transaction('outbox').objectStore('outbox').getAllKeys();
    request.onsuccess = () => resolve(request.result);
  });
};

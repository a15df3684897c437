import { afterEach, expect, test, vi } from 'vitest';
import type { Item } from '../../src/outbox/item.ts';
import { openStore } from '../../src/outbox/store.ts';
import { createOutbox } from '../../src/outbox.ts';
import { server } from '../trigger/server.ts';
import { leftItem } from './leftItem.ts';

const failing = () => new Response('', { status: 503 });

/** A database that can be read and emptied, and takes nothing more: it gives up what writes. */
const fillDatabase = () =>
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
    const request = this.get('anything');
    this.transaction.abort();
    return request as never;
  });

const denyDatabase = () =>
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });

const mirrored = (name: string, item: Item) => {
  localStorage[`sendoff "${name}"${item.id}`] = JSON.stringify(item);
};

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

test('what a full database does not take is kept in the mirror, and leaves from there', async () => {
  let answer = failing;
  const seen = server(() => answer());
  const { trigger, flush, pending } = createOutbox({ name: 'full' });
  await flush();
  fillDatabase();
  expect((await trigger('/s', { data: 'x' })).outcome).toBe('stored');
  expect(await pending()).toBe(1);
  answer = () => new Response('');
  expect(await flush()).toBe(0);
  expect(seen.map(({ body }) => body)).toEqual(['x', 'x']);
});

test('what a server refuses for ever is not kept in the mirror either', async () => {
  server(() => new Response('', { status: 404 }));
  const { trigger, flush, pending } = createOutbox({ name: 'refused for ever' });
  await flush();
  fillDatabase();
  expect((await trigger('/s')).outcome).toBe('acknowledged');
  expect(await pending()).toBe(0);
});

test('what a database holds leaves once also where it is full', async () => {
  const seen = server();
  const store = openStore('brim');
  await store.write(leftItem('one'));
  await store.write(leftItem('two'));
  fillDatabase();
  expect(await createOutbox({ name: 'brim' }).flush()).toBe(0);
  expect(seen.map(({ body }) => body).sort()).toEqual(['one', 'two']);
});

test('what fills the mirror to its brim leaves once', async () => {
  const seen = server();
  denyDatabase();
  const large = 'x'.repeat(32_000);
  mirrored('half', leftItem('one', { body: large }));
  mirrored('half', leftItem('two', { body: large }));
  const { flush } = createOutbox({ name: 'half' });
  expect(await flush()).toBe(0);
  expect(seen).toHaveLength(2);
});

test('a database that fails at first is asked again, without a word from the page', async () => {
  const seen = server();
  await openStore('late').write(leftItem('one'));
  const denied = denyDatabase();
  await createOutbox({ name: 'late' }).flush();
  expect(seen).toEqual([]);
  denied.mockRestore();
  await expect.poll(() => seen.length, { timeout: 5000 }).toBe(1);
});

test('what is on its way is not dropped for what comes after it', async () => {
  const urls: string[] = [];
  const answers: ((response: Response) => void)[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(url => {
    urls.push(`${url}`);
    return new Promise(resolve => answers.push(resolve));
  });
  const { trigger, flush, pending } = createOutbox({ name: 'crowded', maxItems: 1 });
  const first = trigger('/s');
  await expect.poll(pending).toBe(1);
  const second = trigger('/s');
  await expect.poll(pending).toBe(2);
  answers[1]?.(failing());
  expect((await second).outcome).toBe('stored');
  const flushed = flush();
  await expect.poll(() => urls.length).toBe(3);
  answers[0]?.(new Response());
  answers[2]?.(new Response());
  expect((await first).outcome).toBe('acknowledged');
  expect(await flushed).toBe(0);
  expect(urls.filter(url => url.includes('dropped'))).toEqual([]);
});

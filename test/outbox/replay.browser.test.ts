import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { inFlight } from '../../src/limits.ts';
import type { Item } from '../../src/outbox/item.ts';
import { openStore } from '../../src/outbox/store.ts';
import { createOutbox } from '../../src/outbox.ts';
import { server } from '../trigger/server.ts';
import { leftItem } from './leftItem.ts';
import { denyDatabase, mirrored, refuse } from './storage.ts';

const failing = () => new Response('', { status: 503 });

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

test('what the database does not take from the mirror holds up none of the rest', async () => {
  const seen = server();
  await openStore('refused').write(leftItem('old'));
  refuse('put', item => (item as Item).id === 'refused');
  mirrored('refused', leftItem('refused'));
  mirrored('refused', leftItem('good'));
  expect(await createOutbox({ name: 'refused' }).flush()).toBe(0);
  expect(seen.map(({ body }) => body).sort()).toEqual(['good', 'old', 'refused']);
});

test.each<[kind: string, body: [string, string][], sent: string]>([
  [
    'URLSearchParams',
    [
      ['a', 'é'],
      ['a', '2'],
    ],
    'a=%C3%A9&a=2',
  ],
  [
    'FormData',
    [
      ['a', 'é'],
      ['a', '2'],
    ],
    'name="a"\r\n\r\né\r\n',
  ],
])('the fields of %s are sent again as they were', async (kind, body, sent) => {
  const seen = server();
  await openStore(kind).write(leftItem('fields', { kind, body }));
  expect(await createOutbox({ name: kind }).flush()).toBe(0);
  expect(seen[0]?.body).toContain(sent);
});

test('what the mirror holds leaves where no database can be opened', async () => {
  const seen = server();
  denyDatabase();
  mirrored('denied', leftItem('one'));
  mirrored('denied', leftItem('newer', { version: 2 }));
  mirrored('denied', leftItem('old', { created: 0 }));
  expect(await createOutbox({ name: 'denied' }).flush()).toBe(0);
  expect(seen.map(({ body }) => body)).toEqual(['one']);
  expect(Object.keys(localStorage)).toEqual(['sendoff "denied"newer']);
});

test('what has failed where no database can be opened is tried again, once by all tabs', async () => {
  let answer = failing;
  const seen = server(() => answer());
  denyDatabase();
  const outbox = createOutbox({ name: 'failed' });
  expect((await outbox.trigger('/s', { data: 'x' })).outcome).toBe('stored');
  mirrored('failed', leftItem('taken', { since: Date.now(), owner: 'another page' }));
  answer = () => new Response('');
  expect(await outbox.flush()).toBe(1);
  expect(seen.map(({ body }) => body)).toEqual(['x', 'x']);
});

test('a database that never answers is given up, and the mirror has what waits', async () => {
  server(failing);
  const { setTimeout } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, ms: number) =>
    setTimeout(act, ms === 5000 ? 50 : ms)) as never);
  vi.spyOn(indexedDB, 'open').mockReturnValue({} as never);
  const { trigger, clear } = createOutbox({ name: 'mute' });
  expect((await trigger('/s')).outcome).toBe('stored');
  await clear();
});

test('the mirror takes neither a blob nor more than 64 KiB for all outboxes, and the receipt says so', async () => {
  server(failing);
  denyDatabase();
  const { trigger } = createOutbox({ name: 'narrow' });
  const outcome = async (data: Blob | string) => (await trigger('/s', { data })).outcome;
  expect(await outcome(new Blob(['x']))).toBe('acknowledged');
  localStorage['sendoff "other"'] = 'x'.repeat(65_000);
  expect(await outcome('x'.repeat(600))).toBe('acknowledged');
  expect(Object.keys(localStorage)).toEqual(['sendoff "other"']);
  localStorage.clear();
  expect(await outcome('x'.repeat(600))).toBe('stored');
});

test('what a crashed page has taken by a clock that was ahead is sent', async () => {
  const seen = server();
  const taken = { since: Date.now() + 3_600_000, owner: 'another page' };
  await openStore('ahead').write(leftItem('one', taken));
  expect(await createOutbox({ name: 'ahead' }).flush()).toBe(0);
  expect(seen).toHaveLength(1);
});

test('what a page that lives has taken is its own, however long ago', async () => {
  const seen = server();
  const page = new BroadcastChannel('sendoff present');
  page.onmessage = ({ data }) => data || page.postMessage('another page');
  onTestFinished(() => page.close());
  const taken = { since: Date.now() - 3_600_000, owner: 'another page' };
  const store = openStore('present');
  await store.write(leftItem('held', taken));
  await store.write(leftItem('free', { ...taken, owner: 'a page that is gone' }));
  expect(await createOutbox({ name: 'present' }).flush()).toBe(1);
  expect(seen.map(({ body }) => body)).toEqual(['free']);
});

test('where pages cannot answer each other, what one has taken is its own for 90 seconds', async () => {
  const seen = server();
  vi.stubGlobal('BroadcastChannel', undefined);
  const store = openStore('mute pages');
  const taken = (id: string, ms: number) =>
    store.write(leftItem(id, { since: Date.now() - ms, owner: 'another page' }));
  await taken('long ago', 91_000);
  await taken('a while ago', 80_000);
  expect(await createOutbox({ name: 'mute pages' }).flush()).toBe(1);
  vi.unstubAllGlobals();
  expect(seen.map(({ body }) => body)).toEqual(['long ago']);
});

test('what is cleared while the mirror moves into the database does not come back', async () => {
  server(failing);
  const outbox = createOutbox({ name: 'moving' });
  await outbox.flush();
  for (let n = 0; n < 20; n++) mirrored('moving', leftItem(`mirrored.${n}`));
  const moved = outbox.flush();
  await expect.poll(outbox.pending, { interval: 1 }).toBeGreaterThan(0);
  await outbox.clear();
  await moved;
  expect(await outbox.pending()).toBe(0);
});

test('a record without its size leaves the quota as it was', async () => {
  server();
  await openStore('sizes').write(leftItem('unsized', { bytes: undefined as never }));
  await createOutbox({ name: 'sizes' }).flush();
  await expect.poll(() => inFlight.bytes).toBe(0);
});

// In Firefox such a request never settles.
test('what is in flight as the page goes into the back/forward cache gives its quota back', async () => {
  const seen = server(() => new Promise(() => {}));
  await openStore('cached').write(leftItem('held'));
  createOutbox({ name: 'cached' });
  await expect.poll(() => seen.length).toBe(1);
  expect(inFlight).toEqual({ bytes: 4, requests: 1 });
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  await expect.poll(() => inFlight).toEqual({ bytes: 0, requests: 0 });
});

test('calls that leave together say once how many have been dropped', async () => {
  const asked: string[] = [];
  server();
  vi.spyOn(globalThis, 'fetch').mockImplementation(async url => {
    asked.push(`${url}`);
    return new Response();
  });
  const store = openStore('told');
  await store.write(leftItem('good'));
  const { flush, trigger } = createOutbox({ name: 'told', maxAge: 1 });
  await flush();
  await Promise.all([trigger('/s?1'), trigger('/s?2'), trigger('/s?3')]);
  const told = () => asked.filter(url => url.includes('sendoff-dropped=1'));
  expect(told()).toHaveLength(1);
  // It has been heard of.
  await flush();
  await trigger('/s?4');
  expect(told()).toHaveLength(1);
});

test('what is sent again is never answered by the browser’s cache', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  const url = `${location.origin}/own`;
  await openStore('uncached').write(leftItem('one', { url }));
  expect(await createOutbox({ name: 'uncached' }).flush()).toBe(0);
  const own = fetch.mock.calls.filter(([asked]) => `${asked}`.includes('/own'));
  expect(own.map(([, init]) => init?.cache)).toEqual(['no-store']);
});

test('a form of many fields, whose size nobody knows, is sent again without keepalive', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  const url = `${location.origin}/own`;
  const body = Array.from({ length: 700 }, (_, n) => [`field ${n}`, 'x']);
  await openStore('fields').write(leftItem('one', { url, kind: 'FormData', body }));
  expect(await createOutbox({ name: 'fields' }).flush()).toBe(0);
  const own = fetch.mock.calls.filter(([asked]) => `${asked}`.includes('/own'));
  expect(own.map(([, init]) => init?.keepalive)).toEqual([false]);
});

test('what is large has more time to be sent than what is small', async () => {
  server();
  const timers = vi.spyOn(globalThis, 'setTimeout');
  await openStore('slow').write(leftItem('large', { body: 'x'.repeat(1_600_000) }));
  expect(await createOutbox({ name: 'slow' }).flush()).toBe(0);
  // 64 kbit/s.
  expect(timers.mock.calls.map(([, ms]) => ms)).toContain(260_000);
});

test('what another tab has moved, and sent, while the database opens does not come back', async () => {
  const seen = server();
  const { open } = indexedDB;
  let opens = () => {};
  vi.spyOn(indexedDB, 'open').mockImplementation(function (this: IDBFactory, ...how) {
    const request = open.apply(indexedDB, how);
    const late = { result: undefined as unknown } as IDBOpenDBRequest;
    request.onupgradeneeded = () => {
      Object.assign(late, { result: request.result });
      late.onupgradeneeded?.({} as never);
    };
    request.onsuccess = () => {
      Object.assign(late, { result: request.result });
      opens = () => late.onsuccess?.({} as never);
    };
    return late;
  });
  mirrored('restored', leftItem('one'));
  const { flush } = createOutbox({ name: 'restored' });
  const flushed = flush();
  await fetch('/s', { method: 'POST', body: 'later' });
  localStorage.clear();
  opens();
  expect(await flushed).toBe(0);
  expect(seen.map(({ body }) => body)).toEqual(['later']);
});

test('a server that never answers is given up after a minute, and its connection with it', async () => {
  const { setTimeout } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, ms: number) =>
    setTimeout(act, ms === 60_000 ? 500 : ms)) as never);
  let signal: AbortSignal | null | undefined;
  vi.spyOn(globalThis, 'fetch').mockImplementation(
    (_, init) =>
      new Promise((_, reject) => {
        signal = init?.signal;
        signal?.addEventListener('abort', reject);
      }),
  );
  await openStore('silent').write(leftItem('one'));
  expect(await createOutbox({ name: 'silent' }).flush()).toBe(1);
  expect(signal?.aborted).toBe(true);
});

test.each<[what: string, more: Partial<Item>]>([
  ['was damaged', { since: undefined as never, tries: undefined as never }],
  ['is of a server that wants to be left alone', { hold: Date.now() + 60_000 }],
])('what is too old is of no account, also where it %s', async (what, more) => {
  const seen = server();
  const store = openStore(what);
  await store.write(leftItem('old', { created: 0, ...more }));
  await store.write(leftItem('good'));
  expect(await createOutbox({ name: what }).flush()).toBe(0);
  expect(seen.map(({ body }) => body)).toEqual(['good']);
});

test('a login that is over may be made again, within an hour and twenty tries; then an item is dropped', async () => {
  let status = 401;
  server(() => new Response('', { status }));
  const store = openStore('logged out');
  const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
  await store.write(leftItem('an hour', { doubted: minutesAgo(60), tries: 20 }));
  const { flush } = createOutbox({ name: 'logged out' });
  expect(await flush()).toBe(0);
  // The hour may have passed overnight.
  await store.write(leftItem('less often', { doubted: minutesAgo(60), tries: 19 }));
  expect(await flush()).toBe(1);
  expect(await flush()).toBe(0);
  await store.write(leftItem('less', { doubted: minutesAgo(59), tries: 20 }));
  expect(await flush()).toBe(1);
  // What has failed before, without a network, is no try to log in.
  await store.clear();
  await store.write(leftItem('offline', { tries: 25 }));
  expect(await flush()).toBe(1);
  expect(await store.items()).toMatchObject([{ id: 'offline', tries: 1 }]);
  await store.clear();
  await store.write(leftItem('less', { doubted: minutesAgo(59), tries: 20 }));
  // A server that fails says nothing of the login.
  status = 503;
  expect(await flush()).toBe(1);
  expect(await store.items()).toMatchObject([{ id: 'less', doubted: 0 }]);
});

test('a redirect to a server that fails says nothing of a login', async () => {
  const answer = new Response('', { status: 503 });
  Object.defineProperty(answer, 'redirected', { value: true });
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(answer);
  const { trigger } = createOutbox({ name: 'redirected' });
  expect((await trigger('/s')).outcome).toBe('stored');
  expect(await openStore('redirected').items()).toMatchObject([{ tries: 1, doubted: 0 }]);
});

test('what is on its way again is not dropped for what comes after it', async () => {
  const urls: string[] = [];
  const answers: ((response: Response) => void)[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async url => {
    // What other tests have left is tried again meanwhile.
    if (!`${url}`.includes('/own')) return new Response();
    urls.push(`${url}`);
    return new Promise(resolve => answers.push(resolve));
  });
  const oldest = { created: Date.now() - 60_000, url: `${location.origin}/own` };
  await openStore('replaced').write(leftItem('oldest', oldest));
  const { trigger, flush } = createOutbox({ name: 'replaced', maxItems: 1 });
  await expect.poll(() => urls.length).toBe(1);
  const newest = trigger('/own');
  await expect.poll(() => urls.length).toBe(2);
  answers[1]?.(failing());
  expect((await newest).outcome).toBe('stored');
  answers[0]?.(new Response());
  const flushed = flush();
  await expect.poll(() => urls.length).toBe(3);
  answers[2]?.(new Response());
  expect(await flushed).toBe(0);
  expect(urls.filter(url => url.includes('dropped'))).toEqual([]);
});

import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Item } from '../../src/outbox/item.ts';
import { openStore } from '../../src/outbox/store.ts';
import { createOutbox } from '../../src/outbox.ts';
import { server } from '../trigger/server.ts';
import { leftItem } from './leftItem.ts';
import { denyDatabase, fillDatabase, mirrored, refuse } from './storage.ts';

const failing = () => new Response('', { status: 503 });

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
  const { setTimeout } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, ms: number) =>
    setTimeout(act, ms === 90_000 ? 500 : ms)) as never);
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

test('what a full database is rid of holds up none of the rest', async () => {
  const seen = server();
  const store = openStore('rid');
  await store.write(leftItem('old', { created: 0 }));
  await store.write(leftItem('older', { created: 0 }));
  await store.write(leftItem('good'));
  fillDatabase();
  expect(await createOutbox({ name: 'rid' }).flush()).toBe(0);
  expect(seen.map(({ body }) => body)).toEqual(['good']);
});

test('what fails for ever holds up nothing of a full database', async () => {
  const seen: string[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async url => {
    seen.push(`${url}`.split('?')[1] as string);
    return `${url}`.endsWith('bad') ? failing() : new Response();
  });
  const store = openStore('poisoned');
  await store.write(leftItem('bad', { created: Date.now() - 1000 }));
  await store.write(leftItem('good'));
  fillDatabase();
  const { flush } = createOutbox({ name: 'poisoned' });
  await flush();
  expect(await flush()).toBe(1);
  expect(seen).toEqual(['bad', 'good']);
});

test('what is too large for the mirror twice is in it once', async () => {
  const seen = server();
  const hidden = vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  const { trigger, flush, pending } = createOutbox({ name: 'large' });
  await flush();
  fillDatabase();
  const receipt = trigger('/s', { data: 'x'.repeat(40_000) });
  expect(Object.keys(localStorage)).toHaveLength(1);
  hidden.mockReturnValue(false);
  expect((await receipt).outcome).toBe('acknowledged');
  await expect.poll(pending).toBe(0);
  await flush();
  expect(seen).toHaveLength(1);
});

test('what another tab has moved into the database is done when it is answered', async () => {
  let answer = (_: Response) => {};
  const seen = server(
    () =>
      new Promise(resolve => {
        answer = resolve;
      }),
  );
  const { trigger, flush, pending } = createOutbox({ name: 'moved' });
  await flush();
  const full = fillDatabase();
  const receipt = trigger('/s');
  await expect.poll(() => Object.keys(localStorage).length).toBe(1);
  full.mockRestore();
  const [[key, text] = []] = Object.entries(localStorage);
  await openStore('moved').write(JSON.parse(text));
  localStorage.removeItem(key as string);
  answer(new Response());
  expect((await receipt).outcome).toBe('acknowledged');
  await expect.poll(pending).toBe(0);
  await flush();
  expect(seen).toHaveLength(1);
});

test('what a full localStorage cannot mark as taken leaves once', async () => {
  const seen = server();
  denyDatabase();
  mirrored('filled', leftItem('one'));
  const own = localStorage;
  const full = new Proxy(own, {
    get: (_, key) => {
      const value = own[key as string];
      return typeof value === 'function' ? value.bind(own) : value;
    },
    set: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  vi.stubGlobal('localStorage', full);
  onTestFinished(() => void vi.unstubAllGlobals());
  const { flush } = createOutbox({ name: 'filled' });
  expect(await flush()).toBe(0);
  expect(seen).toHaveLength(1);
});

test('what a database is not rid of holds up none of the rest', async () => {
  const seen = server();
  const store = openStore('stuck');
  await store.write(leftItem('old', { created: 0 }));
  await store.write(leftItem('good'));
  refuse('delete', () => true);
  await createOutbox({ name: 'stuck' }).flush();
  expect(seen.map(({ body }) => body)).toContain('good');
});

test('what a database has failed to take back once is tried again', async () => {
  const seen = server(failing);
  await openStore('once').write(leftItem('one'));
  let fails = 1;
  refuse('put', item => (item as Item).tries > 0 && fails-- > 0);
  const { flush } = createOutbox({ name: 'once' });
  await flush();
  await flush();
  expect(seen).toHaveLength(2);
});

test('what has often failed in the database starves nothing in the mirror', async () => {
  const seen: string[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async url => {
    seen.push(`${url}`.split('?')[1] as string);
    return `${url}`.endsWith('bad') ? failing() : new Response();
  });
  await openStore('starved').write(leftItem('bad', { tries: 50 }));
  refuse('put', item => (item as Item).id === 'good');
  mirrored('starved', leftItem('good'));
  expect(await createOutbox({ name: 'starved' }).flush()).toBe(1);
  expect(seen[0]).toBe('good');
});

test.each([
  ['a database', () => {}],
  ['a full database', fillDatabase],
] as const)(
  'what another tab leaves in %s and in the mirror while a pass runs leaves once',
  async (what, change) => {
    const sent: string[] = [];
    const answers: ((response: Response) => void)[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      if (!`${url}`.includes('/own')) return new Response();
      sent.push(`${init?.body}`);
      return new Promise(resolve => answers.push(resolve));
    });
    const own = (id: string) => leftItem(id, { url: `${location.origin}/own` });
    const store = openStore(what);
    await store.write(own('first'));
    const { flush } = createOutbox({ name: what });
    await expect.poll(() => sent).toEqual(['first']);
    const second = own('second');
    await store.write(second);
    mirrored(what, second);
    change();
    const flushed = flush();
    answers[0]?.(new Response());
    await expect.poll(() => sent).toEqual(['first', 'second']);
    answers[1]?.(new Response());
    expect(await flushed).toBe(0);
    await flush();
    expect(sent).toEqual(['first', 'second']);
  },
);

import { afterEach, expect, test, vi } from 'vitest';
import type { Item } from '../../src/outbox/item.ts';
import { openStore } from '../../src/outbox/store.ts';
import { createOutbox } from '../../src/outbox.ts';
import { server } from '../trigger/server.ts';
import { leftItem } from './leftItem.ts';

const failing = () => new Response('', { status: 503, headers: { 'Retry-After': '1000' } });

/** What an outbox has stored. */
const stored = (name: string): Promise<Item[]> => openStore(name).items();

const hide = () => {
  vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
};

const thrown: unknown[] = [];
for (const type of ['error', 'unhandledrejection'])
  addEventListener(type, event => {
    thrown.push(event);
    event.preventDefault();
  });

afterEach(() => {
  vi.restoreAllMocks();
  expect(thrown.splice(0)).toEqual([]);
});

test('a header that no request may have throws in the call, and nothing is stored', async () => {
  const { trigger } = createOutbox({ name: 'headers' });
  expect(() => trigger('/s', { headers: { 'not a name': 'x' } })).toThrow(TypeError);
  expect(await stored('headers')).toEqual([]);
});

test('a buffer that the page goes on writing into is kept as it was when it left', async () => {
  let answer = () => {};
  const seen = server(
    () =>
      new Promise(resolve => {
        answer = () => resolve(failing());
      }),
  );
  const { trigger, pending } = createOutbox({ name: 'buffers' });
  const bytes = Uint8Array.of(1, 2, 3, 4).subarray(1, 3);
  const receipt = trigger('/s', { data: bytes });
  await expect.poll(pending).toBe(1);
  await expect.poll(() => seen.length).toBe(1);
  bytes.fill(9);
  answer();
  expect((await receipt).outcome).toBe('stored');
  const [item] = await stored('buffers');
  expect(new Uint8Array(item?.body as ArrayBuffer)).toEqual(Uint8Array.of(2, 3));
});

test('a buffer that the page gives away at once is kept', async () => {
  server(failing);
  const { trigger } = createOutbox({ name: 'given' });
  const { buffer } = Uint8Array.of(1, 2, 3);
  const receipt = trigger('/s', { data: buffer });
  structuredClone(buffer, { transfer: [buffer] });
  expect((await receipt).outcome).toBe('stored');
});

test('what a data function says is stored again when the page is hidden, in case it hears no more', async () => {
  server();
  const { trigger, pending, clear } = createOutbox({ name: 'refreshed' });
  let clicks = 0;
  trigger('/s', { data: () => ({ clicks }), when: 'pagehide' });
  await expect.poll(pending).toBe(1);
  clicks = 7;
  hide();
  const bodies = async () => (await stored('refreshed')).map(({ body }) => body);
  await expect.poll(bodies).toEqual([[['clicks', '7']]]);
  await clear();
  clicks = 8;
  hide();
  await openStore('refreshed').items();
  expect(await pending()).toBe(0);
});

test('what a page has called while it was prerendered is stored once it is shown', async () => {
  server();
  const { trigger, pending, clear } = createOutbox({ name: 'prerendered' });
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  trigger('/s', { when: 'pagehide' });
  expect(await pending()).toBe(0);
  prerendering.mockReturnValue(false);
  document.dispatchEvent(new Event('prerenderingchange', { bubbles: true }));
  await expect.poll(pending).toBe(1);
  await clear();
});

test('a prerendered page sends nothing of what waits until it is shown', async () => {
  const seen = server();
  await openStore('left').write(leftItem('one'));
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  const { flush } = createOutbox({ name: 'left' });
  const flushed = flush();
  // A pass would take a few transactions.
  for (let n = 0; n < 10; n++) await stored('left');
  await fetch('/s?marker');
  expect(seen).toHaveLength(1);
  prerendering.mockReturnValue(false);
  document.dispatchEvent(new Event('prerenderingchange', { bubbles: true }));
  expect(await flushed).toBe(0);
  expect(seen).toHaveLength(2);
});

test('clear cancels what waits for consent, and what could not be stored while it waits', async () => {
  const seen = server();
  const { trigger, pending, clear } = createOutbox({ name: 'unstored' });
  let agree = () => {};
  const after = new Promise<void>(resolve => {
    agree = resolve;
  });
  let isReady = false;
  const data = () => {
    if (!isReady) throw Error('no session');
    return 'the first visitor';
  };
  const receipts = [
    trigger('/s', { after }),
    trigger('/s', { after, when: 'pagehide' }),
    trigger('/s', { data, when: 'pagehide' }),
  ];
  await clear();
  for (const receipt of receipts)
    expect(await receipt).toMatchObject({ outcome: 'canceled', reason: 'cleared' });
  agree();
  isReady = true;
  await after;
  expect(await pending()).toBe(0);
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new PageTransitionEvent('pageshow'));
  await trigger('/s');
  expect(seen).toHaveLength(1);
});

test('what a data function says is read once: what is stored is what has left', async () => {
  const seen = server(failing);
  const { trigger, clear } = createOutbox({ name: 'read' });
  let reads = 0;
  await trigger('/s', { data: () => `read ${++reads}` });
  expect(seen.map(({ body }) => body)).toEqual(['read 1']);
  expect(await stored('read')).toMatchObject([{ body: 'read 1' }]);
  await clear();
});

test('what is cleared before it has been written is not in the mirror when the page is left', async () => {
  server();
  const { trigger, clear } = createOutbox({ name: 'unwritten' });
  const receipt = trigger('/s');
  const cleared = clear();
  dispatchEvent(new Event('pagehide'));
  expect(Object.keys(localStorage)).toEqual([]);
  dispatchEvent(new PageTransitionEvent('pageshow'));
  await cleared;
  await receipt;
});

test('where `accepted` throws, the console says so, and the item is tried again', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  server();
  const mistake = new Error('no');
  const { trigger, clear } = createOutbox({
    name: 'mistaken',
    accepted() {
      throw mistake;
    },
  });
  expect((await trigger('/s')).outcome).toBe('stored');
  expect(error).toHaveBeenCalledWith(mistake);
  await clear();
});

test('where `accepted` promises, nothing is taken for accepted, and the console says so', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  server();
  const accepted = (async () => false) as unknown as () => boolean;
  const { trigger, clear } = createOutbox({ name: 'waiting', accepted });
  expect((await trigger('/s')).outcome).toBe('stored');
  const said = 'sendoff: accepted is "[object Promise]"; allowed: true or false';
  expect(error).toHaveBeenCalledWith(TypeError(said));
  await clear();
});

test('a page’s own `fetch` whose answers have no headers has its receipts', async () => {
  const answer = { ok: false, status: 500 } as Response;
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(answer);
  const { trigger, clear } = createOutbox({ name: 'bare' });
  expect((await trigger('/s')).outcome).toBe('stored');
  await clear();
});

test('what asks for no CORS is sent so, and no answer that nobody sees accepts it', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch');
  server();
  const { trigger, clear } = createOutbox({ name: 'unseen' });
  expect((await trigger('/s', { cors: false })).outcome).toBe('stored');
  expect(fetch.mock.calls[0]?.[1]?.mode).toBe('no-cors');
  await clear();
});

test('an image that is answered by one is done', async () => {
  const gif = Uint8Array.from(atob('R0lGODlhAQABAAAAACwAAAAAAQABAAA='), char => char.charCodeAt(0));
  server(() => new Response(gif, { headers: { 'Content-Type': 'image/gif' } }));
  const { trigger, pending } = createOutbox({ name: 'images' });
  expect((await trigger('/s', { via: 'img' })).outcome).toBe('acknowledged');
  await expect.poll(pending).toBe(0);
});

test('a call whose data cannot be read fails with the reason', async () => {
  const { trigger } = createOutbox({ name: 'unreadable' });
  const receipt = await trigger('/s', {
    data() {
      throw Error('no session');
    },
  });
  expect(receipt).toMatchObject({ outcome: 'failed', attempts: [{ reason: 'Error: no session' }] });
});

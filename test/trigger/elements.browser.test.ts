import { expect, onTestFinished, test } from 'vitest';
import { inFlight } from '../../src/limits.ts';
import { trigger } from '../../src/trigger.ts';
import { server } from './server.ts';

const gif = Uint8Array.from(atob('R0lGODlhAQABAAAAACwAAAAAAQABAAA='), char => char.charCodeAt(0));

test('an img that gets a GIF is acknowledged, without a status', async () => {
  const seen = server(() => new Response(gif, { headers: { 'Content-Type': 'image/gif' } }));
  const receipt = await trigger('/s', { via: 'img', data: { id: 7 } });
  expect(receipt).toMatchObject({ outcome: 'acknowledged', via: 'img', when: 'load' });
  expect(receipt.url).toContain('/s?id=7&sendoff=');
  expect(receipt.status).toBe(undefined);
  expect(seen).toMatchObject([{ method: 'GET', tag: `${receipt.id}.img.load` }]);
  // What the page may have in flight beyond its end, it is not among.
  expect(inFlight.requests).toBe(0);
});

test('an img has its receipt on a page whose elements can be removed only from a parent, as in Prototype.js', async () => {
  const { remove } = Element.prototype;
  HTMLElement.prototype.remove = function () {
    (this.parentNode as ParentNode & Node).removeChild(this);
  };
  onTestFinished(() => {
    HTMLElement.prototype.remove = remove;
  });
  server(() => new Response(gif, { headers: { 'Content-Type': 'image/gif' } }));
  expect(await trigger('/s', { via: 'img' })).toMatchObject({ outcome: 'acknowledged' });
});

test('an img that gets a 204 is queued', async () => {
  const seen = server(() => new Response(null, { status: 204 }));
  expect(await trigger('/s', { via: 'img' })).toMatchObject({ outcome: 'queued', via: 'img' });
  expect(seen).toHaveLength(1);
});

test('an img with headers fails', async () => {
  expect(await trigger('/s', { via: 'img', when: 'now', headers: { a: 'b' } })).toMatchObject({
    outcome: 'failed',
    attempts: [{ via: 'img', result: 'unsupported', reason: 'headers' }],
  });
});

test('an img whose data is too long for a URL fails at its one attempt', async () => {
  const data = { long: 'x'.repeat(9000) };
  const { outcome, attempts } = await trigger('/s', { via: 'img', data });
  expect(outcome).toBe('failed');
  expect(attempts).toMatchObject([{ via: 'img', result: 'too-large' }]);
});

test('a script runs what the server answers, carries its options, and is removed afterwards', async () => {
  const script = `window.ran = document.currentScript.nonce`;
  server(() => new Response(script, { headers: { 'Content-Type': 'text/javascript' } }));
  const options = { nonce: 'abc', priority: 'low', referrerPolicy: 'origin' } as const;
  const sent = trigger('/s', { via: 'script', when: 'now', ...options });
  const added = document.querySelectorAll<HTMLScriptElement>('script[src*="/s?sendoff="]');
  expect(added).toHaveLength(1);
  expect(added[0]).toMatchObject({ fetchPriority: 'low', referrerPolicy: 'origin' });
  expect(await sent).toMatchObject({ outcome: 'acknowledged', via: 'script' });
  expect(Reflect.get(window, 'ran')).toBe('abc');
  expect(document.querySelector('script[src*="/s?sendoff="]')).toBe(null);
});

test('an img that is asked for while the page is left goes by fetch', async () => {
  const seen = server();
  dispatchEvent(new Event('pagehide'));
  const sent = trigger('/s', { via: 'img', when: 'now' });
  dispatchEvent(new Event('pageshow'));
  expect(await sent).toMatchObject({ outcome: 'acknowledged', via: 'fetch' });
  expect(seen).toMatchObject([{ method: 'GET' }]);
});

test('a script that gets an error is queued, and removed', async () => {
  server(() => new Response(null, { status: 500 }));
  expect(await trigger('/s', { via: 'script' })).toMatchObject({ outcome: 'queued' });
  expect(document.querySelector('script[src*="/s?sendoff="]')).toBe(null);
});

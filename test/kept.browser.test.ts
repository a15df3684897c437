import { expect, onTestFinished, test, vi } from 'vitest';
import type { Trigger } from '../src/index.ts';
import { install } from '../src/script-tag/install.ts';

// It is no module: types know none of that name.
const SNIPPET = new URL('../src/script-tag/snippet.ts', import.meta.url).href;

/** A page with the snippet: its function, as a classic script makes it. */
const snippet = async (page: string) => {
  window.sendoff = undefined;
  onTestFinished(() => {
    window.sendoff = undefined;
    vi.restoreAllMocks();
  });
  await import(/* @vite-ignore */ `${SNIPPET}?${page}`);
  return window.sendoff as unknown as Trigger;
};
const receiptOf = () => vi.fn<Trigger>(async url => ({ url }) as never);

test("a page that goes on calling the snippet's function, which it has kept, triggers at once", async () => {
  const kept = await snippet('kept');
  const own = receiptOf();
  const before = kept('/before');
  install(own);
  const later = kept('/later', { when: 'load' });
  expect(own.mock.calls).toEqual([['/before'], ['/later', { when: 'load' }]]);
  expect(await Promise.all([before, later])).toEqual([{ url: '/before' }, { url: '/later' }]);
});

test('what waits for consent waits for the file, though the page is hidden before that comes', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  const call = await snippet('hidden');
  const after = Promise.resolve();
  call('/free');
  const consented = call('/consented', { after });
  vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  expect(fetch.mock.calls.map(([url]) => url)).toEqual(['/free']);
  const own = receiptOf();
  install(own);
  expect(own.mock.calls).toEqual([['/consented', { after }]]);
  expect(await consented).toEqual({ url: '/consented' });
});

import { expect, test, vi } from 'vitest';
import type { Trigger } from '../src/index.ts';

// It is no module: types know none of that name.
const SNIPPET = new URL('../src/script-tag/snippet.ts', import.meta.url).href;

test('a second snippet keeps what the first one has kept, and the function that has come meanwhile', async () => {
  window.sendoff = undefined;
  await import(/* @vite-ignore */ `${SNIPPET}?first`);
  const first = window.sendoff;
  await import(/* @vite-ignore */ `${SNIPPET}?second`);
  expect(first).toBeDefined();
  expect(window.sendoff).toBe(first);
  window.sendoff = undefined;
});

test('an element of its name does not keep the snippet out', async () => {
  // As `<form id="sendoff">` is before the snippet.
  window.sendoff = document.createElement('form') as never;
  await import(/* @vite-ignore */ `${SNIPPET}?named`);
  expect(window.sendoff).toBeTypeOf('function');
  window.sendoff = undefined;
});

test('the snippet keeps its calls at a beforeunload after the load event, which is no exit', async () => {
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  // A classic script makes it by assigning to it.
  window.sendoff = undefined;
  await import(/* @vite-ignore */ SNIPPET);
  dispatchEvent(new Event('load'));
  (window.sendoff as unknown as Trigger)('/s', { data: { call: 'sales' } });
  dispatchEvent(new Event('beforeunload'));
  const before = fetch.mock.calls.length;
  dispatchEvent(new Event('pagehide'));
  const sent = fetch.mock.calls.map(([url, init]) => `${url} ${init?.body}`);
  vi.restoreAllMocks();
  window.sendoff = undefined;
  // Data with a field of that name is no function.
  expect([before, sent]).toEqual([0, ['/s call=sales']]);
});

import { expect, onTestFinished, test, vi } from 'vitest';
import type { Trigger } from '../src/index.ts';
import { install } from '../src/script-tag/install.ts';

// It is no module: types know none of that name.
const SNIPPET = new URL('../src/script-tag/snippet.ts', import.meta.url).href;

test("a page that goes on calling the snippet's function, which it has kept, triggers at once", async () => {
  // A classic script makes it by assigning to it.
  window.sendoff = undefined;
  onTestFinished(() => {
    window.sendoff = undefined;
  });
  await import(/* @vite-ignore */ SNIPPET);
  const kept = window.sendoff as unknown as Trigger;
  const own = vi.fn<Trigger>(async url => ({ url }) as never);
  const before = kept('/before');
  install(own);
  const later = kept('/later', { when: 'load' });
  expect(own.mock.calls).toEqual([['/before'], ['/later', { when: 'load' }]]);
  expect(await Promise.all([before, later])).toEqual([{ url: '/before' }, { url: '/later' }]);
});

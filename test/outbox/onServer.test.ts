import { expect, onTestFinished, test, vi } from 'vitest';
import { createOutbox } from '../../src/outbox.ts';

test('an outbox that is made on a server keeps nothing, and harms nobody', async () => {
  const outbox = createOutbox({ name: 'orders', worker: '/outbox.worker.js' });
  expect(await outbox.flush()).toBe(0);
  expect(await outbox.pending()).toBe(0);
  await outbox.clear();
});

test('an outbox may be made as a module is imported where timers are forbidden then', () => {
  vi.stubGlobal('setTimeout', () => {
    throw new Error('Disallowed operation called within global scope.');
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(() => createOutbox({ name: 'imported' })).not.toThrow();
});

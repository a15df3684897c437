import { expect, test, vi } from 'vitest';
import { trigger } from '../../src/index.ts';
import { trigger as lean } from '../../src/lean.ts';
import { createOutbox } from '../../src/outbox.ts';
import { createQueue } from '../../src/queue.ts';
import type { Receipt } from '../../src/types.ts';
import { reportVitals, type VitalsOptions } from '../../src/vitals.ts';
import { server } from './server.ts';

const shout = vi.fn(() => {
  throw new Error('nobody may call it');
});

/** On a page whose objects have a method more, as old libraries do it: each `for … in` comes across it. */
const polluted = <Result>(act: () => Result): Result => {
  Object.assign(Object.prototype, { shout });
  try {
    return act();
  } finally {
    // The network's stand-in bears no such thing.
    delete (Object.prototype as { shout?: unknown }).shout;
  }
};

test.each([
  ['the full core', trigger],
  ['the lean core', lean],
  ['an outbox', createOutbox({ name: 'polluted' }).trigger],
])('what a library adds to every object is neither an option nor a field: %s', async (_, send) => {
  const seen = server();
  await polluted(() => send('/s', { data: { id: 7 } }));
  expect(seen.map(({ body }) => body)).toEqual(['id=7']);
  expect(shout).not.toHaveBeenCalled();
});

test('a queue is made, and sends, on a page whose objects have a method more', async () => {
  const seen = server();
  await polluted(() => {
    const queue = createQueue('/s', { maxItems: 2 });
    queue.push({ id: 7 });
    return queue.flush();
  });
  expect(seen.map(({ body }) => body)).toEqual(['[{"n":1,"event":{"id":7}}]']);
});

test('vitals are reported once on a page whose objects have a method more', () => {
  vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  const send = vi.fn(async () => ({ outcome: 'queued' }) as Receipt);
  const measure = (note: (metric: object) => void) => note({ name: 'CLS', attribution: {} });
  const attribution = Object.fromEntries(
    ['onCLS', 'onFCP', 'onINP', 'onLCP', 'onTTFB'].map(name => [name, measure]),
  );
  polluted(() => {
    const options = { attribution, trigger: send } as unknown as VitalsOptions;
    const stop = reportVitals('/s', options);
    dispatchEvent(new Event('visibilitychange'));
    stop();
  });
  vi.restoreAllMocks();
  expect(send).toHaveBeenCalledTimes(1);
});

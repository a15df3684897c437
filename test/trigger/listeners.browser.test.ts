import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import type { When } from '../../src/types.ts';
import { worker } from '../worker.ts';

const moments: When[] = ['now', 'load', 'idle', 'hidden', 'pagehide'];

/** The types of the listeners that have been added and not taken away. */
const listening: string[] = [];

beforeEach(() => {
  listening.length = 0;
  const listen = EventTarget.prototype.addEventListener;
  // Vitest gives the window a method of its own.
  for (const target of [EventTarget.prototype, window]) {
    const { addEventListener } = target;
    vi.spyOn(target, 'addEventListener').mockImplementation(function (
      this: EventTarget,
      type: string,
      listener: EventListenerOrEventListenerObject | null,
      options?: boolean | AddEventListenerOptions,
    ) {
      const signal = typeof options === 'object' ? options.signal : undefined;
      if (signal) {
        listening.push(type);
        const forget = () => listening.splice(listening.indexOf(type), 1);
        listen.call(signal, 'abort', forget);
      }
      addEventListener.call(this, type, listener, options);
    } as typeof addEventListener);
  }
  worker.use(http.all('/script', () => new HttpResponse(null, { status: 204 })));
});

afterEach(() => vi.restoreAllMocks());

test('a thousand triggers that were sent or taken back leave no listener', async () => {
  const controller = new AbortController();
  const receipts = Array.from({ length: 1000 }, (_, n) =>
    trigger('/script', { when: moments[n % 5], signal: controller.signal, via: 'beacon' }),
  );
  expect(listening.length).toBeGreaterThan(0);
  controller.abort();
  await Promise.all(receipts);
  expect(listening).toEqual([]);
});

test('a loaded page has neither an unload nor a beforeunload listener', () => {
  const controller = new AbortController();
  for (const when of moments) trigger('/script', { when, signal: controller.signal });
  expect(listening).toContain('pagehide');
  expect(listening.filter(type => type.includes('unload'))).toEqual([]);
  controller.abort();
});

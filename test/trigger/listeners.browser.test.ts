import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import type { When } from '../../src/types.ts';
import { worker } from '../worker.ts';

const MOMENTS: When[] = ['now', 'load', 'idle', 'hidden', 'pagehide'];

/** The listeners that the page has now, of those that have been added here: one that is added twice is one. */
const listening: { target: EventTarget; type: string; listener: unknown; options: string }[] = [];
const typesOf = () => listening.map(({ type }) => type).sort();
const find = (target: EventTarget, [type, listener, options]: readonly unknown[]) =>
  listening.findIndex(
    it =>
      it.target === target &&
      it.type === type &&
      it.listener === listener &&
      it.options === JSON.stringify(options),
  );

beforeEach(() => {
  // Vitest gives the window methods of its own.
  for (const target of [EventTarget.prototype, window]) {
    const { addEventListener, removeEventListener } = target;
    vi.spyOn(target, 'addEventListener').mockImplementation(function (
      this: EventTarget,
      ...call: Parameters<typeof addEventListener>
    ) {
      const [type, listener, options] = call;
      if (find(this, call) < 0)
        listening.push({ target: this, type, listener, options: JSON.stringify(options) });
      addEventListener.apply(this, call);
    } as typeof addEventListener);
    vi.spyOn(target, 'removeEventListener').mockImplementation(function (
      this: EventTarget,
      ...call: Parameters<typeof removeEventListener>
    ) {
      const index = find(this, call);
      if (index >= 0) listening.splice(index, 1);
      removeEventListener.apply(this, call);
    } as typeof removeEventListener);
  }
  worker.use(http.all('/script', () => new HttpResponse(null, { status: 204 })));
  return () => vi.restoreAllMocks();
});

test('a page has one set of listeners, however many triggers wait, and none for unload', async () => {
  const fire = async (times: number) => {
    // The test's own runner listens, too.
    const aborts = () => typesOf().filter(type => type === 'abort').length;
    const before = aborts();
    const controller = new AbortController();
    const receipts = Array.from({ length: times }, (_, n) =>
      trigger('/script', { when: MOMENTS[n % 5], signal: controller.signal, via: 'beacon' }),
    );
    expect(aborts() - before).toBe((times / 5) * 4);
    controller.abort();
    await Promise.all(receipts);
    expect(aborts()).toBe(before);
    return typesOf();
  };
  const few = await fire(5);
  expect(few).toContain('pagehide');
  expect(few.filter(type => type.includes('unload'))).toEqual([]);
  expect(await fire(1000)).toEqual(few);
});

import { expect, onTestFinished, test, vi } from 'vitest';
import { trigger } from '../../src/index.ts';
import { server } from './server.ts';

// A browser's timer that is too long for its 31 bits fires at once.
test.each([Number.POSITIVE_INFINITY, 2 ** 31, Number.MAX_SAFE_INTEGER])(
  'a timeout of %d ms does not end before the answer',
  async timeout => {
    const seen = server(async () => {
      await new Promise(resolve => setTimeout(resolve, 50));
      return new Response();
    });
    expect(await trigger('/s', { timeout })).toMatchObject({
      outcome: 'acknowledged',
      status: 200,
    });
    expect(seen).toHaveLength(1);
  },
);

test('a timeout ends with the answer: it keeps no process alive', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  onTestFinished(() => {
    vi.useRealTimers();
    fetch.mockRestore();
  });
  expect((await trigger('/s', { timeout: 60_000 })).outcome).toBe('acknowledged');
  expect(vi.getTimerCount()).toBe(0);
});

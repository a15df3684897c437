import { expect, test } from './support/test.ts';

/** In ms: longer than the slowest machine takes to load the page. */
const SLOW = 60_000;

for (const via of [
  ['img', 'beacon'],
  ['script', 'fetch'],
])
  test(`a list that begins with ${via[0]} does not hold the load event unasked`, async ({
    open,
    server,
    key,
  }) => {
    const to = server.other.url('/scripts/slow', { ms: SLOW, test: key });
    const calls = JSON.stringify([[to, { via }]]);
    const tab = await open(server.url('/e2e/calls.html', { calls }));
    const loaded = await tab.evaluate(
      () => performance.timing.loadEventStart - performance.timing.navigationStart,
    );
    expect(loaded).toBeLessThan(SLOW);
    await expect
      .poll(async () => (await server.other.received({ query: { test: key } })).length)
      .toBe(1);
  });

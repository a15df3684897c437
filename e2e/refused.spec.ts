import { expect, test } from './support/test.ts';

type Receipt = { outcome: string; attempts: { via: string; result: string }[] };

const scenario = async ({ to, slow }: { to: string; slow: string }) => {
  const send = (window as never as { sendoff: (url: string, options: object) => Promise<Receipt> })
    .sendoff;
  // Without a body, so that it holds nothing of the quota any more, whenever that comes back.
  const before = await send(to, { tag: false });
  // The browser lists it as one that has left.
  await new Promise<void>(resolve => {
    new PerformanceObserver(list => {
      if (list.getEntriesByName(to).length > 0) resolve();
    }).observe({ type: 'resource', buffered: true });
  });
  // Another script of the page takes all of the keepalive quota.
  let held = true;
  fetch(slow, { method: 'POST', keepalive: true, body: 'x'.repeat(64 * 1024) }).catch(() => {
    held = false;
  });
  const refused = await send(to, { tag: false, data: 'x'.repeat(1000) });
  return { before, refused, held };
};

test('a call that the browser refuses goes the next way, also when its URL has been called before', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  const { before, refused, held } = await tab.evaluate(scenario, {
    to: server.url('/collect', { test: key }),
    slow: server.url('/scripts/slow', { ms: 3000 }),
  });
  expect(before).toMatchObject({ outcome: 'acknowledged' });
  expect(held).toBe(true);
  expect(refused.attempts[0]).toMatchObject({ via: 'fetch', result: 'refused' });
  expect(refused.outcome).not.toBe('failed');
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ bytes }) => bytes))
    .toEqual([0, 1000]);
});

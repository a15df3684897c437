import { expect, test } from './fixtures/test.ts';

type Receipt = { outcome: string; attempts: { via: string; result: string }[] };

const scenario = async ({ to, slow }: { to: string; slow: string }) => {
  const send = (window as never as { sendoff: (url: string, options: object) => Promise<Receipt> })
    .sendoff;
  const call = (bytes: number) => send(to, { tag: false, data: 'x'.repeat(bytes) });
  const before = await call(1000);
  // Another script of the page takes nearly all of the keepalive quota.
  fetch(slow, { method: 'POST', keepalive: true, body: 'x'.repeat(60_000) });
  return [before, await call(8000)];
};

test('a call that the browser refuses goes the next way, also when its URL has been called before', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  const [before, refused] = await tab.evaluate(scenario, {
    to: server.url('/collect', { test: key }),
    slow: server.url('/scripts/slow', { ms: 3000 }),
  });
  expect(before).toMatchObject({ outcome: 'acknowledged' });
  expect(refused?.attempts[0]).toMatchObject({ via: 'fetch', result: 'refused' });
  expect(refused?.outcome).not.toBe('failed');
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ bytes }) => bytes))
    .toEqual([1000, 8000]);
});

import { expect, test } from './support/test.ts';

// Firefox's beacons have no quota: there 100 KB outlive the page.

type Send = (url: string, options: object) => Promise<unknown>;

const BYTES = 100_000;

test('100 KB in a click that leaves the page arrive whole, as by a bare beacon', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name !== 'firefox', 'elsewhere nothing outlives the page with 100 KB');
  const query = { triggers: 'default.now', in: 'click', bytes: BYTES };
  for (let run = 1; run <= 4; run++)
    for (const bare of ['beacon', false]) {
      const id = `${key}-${bare}-${run}`;
      const tab = await open(server.url('/e2e/exits.html', { ...query, test: id, bare }));
      await tab.follow('#away');
      await expect
        .poll(async () => (await server.received({ query: { test: id } })).map(it => it.bytes), id)
        .toEqual([BYTES]);
      await tab.close();
    }
});

test('100 KB at the close of a page that has sent 100 beacons arrive whole', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name !== 'firefox', 'elsewhere nothing outlives the page with 100 KB');
  const query = { test: key, triggers: 'default.pagehide', bytes: BYTES };
  const tab = await open(server.url('/e2e/exits.html', query));
  await tab.evaluate(
    to => {
      const { sendoff } = window as never as { sendoff: Send };
      for (let n = 0; n < 100; n++) sendoff(to, { via: 'beacon' });
    },
    server.url('/collect', { before: key }),
  );
  await expect
    .poll(async () => (await server.received({ query: { before: key } })).length)
    .toBe(100);
  await tab.close();
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(it => it.bytes))
    .toEqual([BYTES]);
});

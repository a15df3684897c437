import { expect, test } from './support/test.ts';

const MANY = 300;

test(`${MANY} triggers that wait for the page’s exit all arrive, once each, as bare beacons do`, async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  test.skip(
    engine.name !== 'webkit',
    'Chromium and Firefox lose bare beacons, too, where so many leave at once',
  );
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  await tab.evaluate(
    ({ to, many }: { to: string; many: number }) => {
      const { sendoff } = window as never as { sendoff: (url: string, options: object) => void };
      for (let n = 0; n < many; n++)
        sendoff(`${to}&case=${n}`, { when: 'pagehide', data: { id: n } });
    },
    // What waits for an answer behind six others must outlive the page.
    { to: server.url('/scripts/slow', { test: key, ms: 30 }), many: MANY },
  );
  await tab.close();
  const received = () => server.received({ query: { test: key } });
  await expect.poll(async () => (await received()).length).toBeGreaterThanOrEqual(MANY);
  await marker();
  const cases = (await received()).map(({ query }) => query.case);
  expect(cases).toHaveLength(MANY);
  expect(new Set(cases).size).toBe(MANY);
});

import { arrived, once } from './support/arrived.ts';
import { type Exit, exits } from './support/exits.ts';
import { expect, test } from './support/test.ts';

// A page that calls in its own handlers of the exit: no later event may come, and no later task.

for (const event of ['pagehide', 'visibilitychange'])
  for (const exit of Object.keys(exits) as Exit[])
    test(`a call at pagehide that the page makes in its own ${event} handler arrives once, by ${exit}`, async ({
      engine,
      open,
      server,
      key,
      marker,
    }) => {
      // One trigger: of several that leave in Firefox's pagehide only the first is certain; and where the
      // tab is closed, it is a matter of a millisecond.
      const isRace = engine.name === 'firefox' && event === 'pagehide' && exit !== 'a link';
      const triggers = ['default.pagehide'];
      const visit = async (test: string) => {
        const query = { test, triggers: triggers.join(), in: event };
        const tab = await open(server.url('/e2e/exits.html', query));
        await exits[exit](tab);
        if (!isRace) await expect.poll(() => arrived(server, test)).toEqual(once(triggers));
        if (exit === 'a link') await tab.close();
        await marker();
        const counts = await arrived(server, test);
        expect({ ...once(triggers), ...counts }).toEqual(once(triggers));
        return Object.keys(counts).length;
      };
      let came = await visit(key);
      for (let run = 2; isRace && run <= 8 && came === 0; run++)
        came = await visit(`${key}-${run}`);
      expect(came).toBe(1);
    });

test('a call with 100 KB in the visibilitychange of a closed tab arrives whole', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  test.skip(engine.name !== 'firefox', 'elsewhere nothing outlives the page with 100 KB');
  const RUNS = 6;
  const query = { triggers: 'default.now', in: 'visibilitychange', bytes: 100_000, test: key };
  for (let run = 1; run <= RUNS; run++)
    await (await open(server.url('/e2e/exits.html', query))).close();
  await marker();
  const sizes = (await server.received({ query: { test: key } })).map(({ bytes }) => bytes);
  expect(new Set(sizes)).toEqual(new Set([100_000]));
  // Firefox loses one now and then, of a bare beacon's too: it ends the process of a closed tab.
  expect(sizes.length).toBeGreaterThanOrEqual(RUNS / 2);
  expect(sizes.length).toBeLessThanOrEqual(RUNS);
});

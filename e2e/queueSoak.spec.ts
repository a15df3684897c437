import type { Queue } from '../src/queue.ts';
import { IS_WHOLE, isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

// A long visit: `npm run soak` makes ten of them in each engine.

const EVENTS = IS_WHOLE ? 10_000 : 2000;

test(`${EVENTS} events of a visit with pauses arrive once each, in order, when the tab is closed`, async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  // So that requests leave for each reason, and something always waits in the end.
  const options = JSON.stringify({ maxItems: 97, maxBytes: 4000, maxWait: 50 });
  const tab = await open(server.url('/e2e/queue.html', { test: key, options }));
  const seed = Math.floor(Math.random() * 2 ** 31);
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  await tab.evaluate(
    async ({ count, seed }: { count: number; seed: number }) => {
      const { queue } = window as never as { queue: Queue };
      let state = seed;
      const random = (below: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state % below;
      };
      for (let n = 1; n <= count; ) {
        for (let burst = random(60); burst >= 0 && n <= count; burst--)
          queue.push({ n: n++, text: 'é'.repeat(random(40)) });
        await new Promise(resolve => setTimeout(resolve, random(20)));
      }
      queue.push({ n: count + 1 });
    },
    { count: EVENTS - 1, seed },
  );
  await tab.close();
  const events = async () => {
    const received = await server.received({ query: { test: key } });
    return received
      .flatMap(({ data }) => data as { n: number; event: { n: number } }[])
      .sort((one, other) => one.n - other.n);
  };
  await expect.poll(async () => (await events()).length).toBe(EVENTS);
  await marker();
  const all = await events();
  expect(all.map(({ n }) => n)).toEqual(Array.from({ length: EVENTS }, (_, index) => index + 1));
  expect(all.filter(({ n, event }) => n !== event.n)).toEqual([]);
  const requests = (await server.received({ query: { test: key } })).length;
  console.log(`${engine.name}: ${EVENTS} events in ${requests} requests, each once (seed ${seed})`);
});

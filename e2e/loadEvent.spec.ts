import { expect, test } from './support/test.ts';

// A script that takes 3 s must not be seen in the page's load event.

const SLOW = 3000;
const ROUNDS = 5;
const MOMENTS = ['now', 'load', 'idle', 'hidden', 'pagehide'];
const cases = ['default', 'fetch', 'beacon', 'img', 'script'].flatMap(via =>
  MOMENTS.map(when => `${via}.${when}`),
);
const HOLDING = ['img.now', 'script.now'];
const free = cases.filter(name => !HOLDING.includes(name));

test('only an element that was asked for at once holds the load event', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.setTimeout(240_000);
  // The slow script is on the other site: what is left of a page keeps connections to it, and a
  // browser has six of them to a host.
  const to = server.other.url('/scripts/slow', { ms: SLOW });
  const tab = await open(server.url('/e2e/away.html'));
  const loadEventStart = async (url: string) => {
    await tab.goto(url);
    return tab.evaluate(
      () => performance.timing.loadEventStart - performance.timing.navigationStart,
    );
  };

  const withTrigger = (triggers: string, script = to) =>
    server.url('/e2e/sdk.html', { test: key, to: script, triggers });

  const without: number[] = [];
  const best: Record<string, number> = {};
  // From the second round on, those alone that were slower so far: what holds the load event does so in
  // each round, while a busy machine slows any page now and then.
  const isSlower = (triggers: string) => (best[triggers] ?? Infinity) > Math.max(...without);
  for (let round = 0; round < ROUNDS; round++)
    for (const triggers of round < 1 ? free : free.filter(isSlower)) {
      without.push(await loadEventStart(server.url('/e2e/plain.html')));
      best[triggers] = Math.min(
        best[triggers] ?? Infinity,
        await loadEventStart(withTrigger(triggers)),
      );
    }

  // The noise of the page without sendoff is its own range, in the same minutes.
  const noise = Math.max(...without);
  expect(noise).toBeLessThan(SLOW * 0.9);
  const figures = `without sendoff ${Math.min(...without)} to ${noise} ms, with it ${Math.min(...Object.values(best))} to ${Math.max(...Object.values(best))} ms`;
  expect(free.filter(isSlower).map(triggers => [triggers, best[triggers]])).toEqual([]);

  const held: Record<string, number> = {};
  // Here it is on the page's own site, to which every connection is free.
  const here = server.url('/scripts/slow', { ms: SLOW });
  for (const triggers of HOLDING)
    held[triggers] = await loadEventStart(withTrigger(triggers, here));
  console.log(
    `${engine.name}, load event with a ${SLOW} ms script: ${figures}; asked for at once: ${JSON.stringify(held)}`,
  );
  for (const start of Object.values(held)) expect(start).toBeGreaterThan(SLOW * 0.9);
});

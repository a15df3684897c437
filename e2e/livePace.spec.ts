import autocannon from 'autocannon';
import type { Tab } from './fixtures/engine.ts';
import { expect, test } from './fixtures/test.ts';

/** Requests a second, and for how long. */
const RATE = 1000;
const SECONDS = 4;

test('the live page keeps up with a thousand requests a second, and goes on drawing', async ({
  open,
  server,
  key,
  engineName,
}) => {
  test.skip(engineName !== 'chromium', 'Only Chromium tells of long tasks.');
  const tab = await open(server.url('/live'));
  const quiet = await watch(tab, () => frames(tab, 60));

  let count = 0;
  const busy = await watch(tab, () =>
    autocannon({
      url: server.origin,
      connections: 20,
      overallRate: RATE,
      duration: SECONDS,
      requests: [
        {
          method: 'POST',
          setupRequest(request) {
            count += 1;
            // Ten triggers to a page view, of which one is missing.
            const tag = `${key}-${Math.floor(count / 10)}.${(count % 10) + (count % 10 > 4 ? 2 : 1)}`;
            return { ...request, path: `/collect?sendoff=${tag}.fetch.now` };
          },
        },
      ],
    }),
  );
  const received = (await server.received()).filter(({ tag }) => tag?.page.startsWith(key));
  expect(received.length).toBeGreaterThan(RATE * SECONDS * 0.9);
  const last = received.at(-1)?.tag?.id;
  await expect
    .poll(() => tab.evaluate(() => document.querySelector('#requests tr')?.getAttribute('data-id')))
    .toBe(last);

  // A page that freezes draws no frames, or has tasks that take most of its time.
  expect(busy.framesPerSecond / quiet.framesPerSecond).toBeGreaterThan(0.5);
  expect(busy.blocked).toBeLessThan(0.3);
});

function frames(tab: Tab, count: number): Promise<void> {
  return tab.evaluate(
    (left: number) =>
      new Promise<void>(done => {
        const tick = (still: number) =>
          still > 0 ? requestAnimationFrame(() => tick(still - 1)) : done();
        tick(left);
      }),
    count,
  );
}

/** How a page fares while something goes on: its frames, and the share of time in long tasks. */
async function watch(tab: Tab, meanwhile: () => PromiseLike<unknown>) {
  await tab.evaluate(() => {
    const pace = { start: performance.now(), frames: 0, blocked: 0, stop: () => {} };
    const observer = new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) pace.blocked += duration;
    });
    observer.observe({ type: 'longtask' });
    let frame: number;
    const tick = () => {
      pace.frames += 1;
      frame = requestAnimationFrame(tick);
    };
    tick();
    pace.stop = () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
    Object.assign(window, { pace });
  });
  await meanwhile();
  return tab.evaluate(() => {
    const { pace } = window as unknown as {
      pace: { start: number; frames: number; blocked: number; stop(): void };
    };
    pace.stop();
    const ms = performance.now() - pace.start;
    return { framesPerSecond: pace.frames / (ms / 1000), blocked: pace.blocked / ms };
  });
}

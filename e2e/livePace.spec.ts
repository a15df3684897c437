import autocannon from 'autocannon';
import type { Tab } from './browsers/engine.ts';
import { expect, test } from './support/test.ts';

/** Requests a second, and for how long. */
const RATE = 1000;
const SECONDS = 4;

test('the live page keeps up with a thousand requests a second, and goes on drawing', async ({
  open,
  server,
  key,
  engineName,
}) => {
  test.skip(engineName !== 'chromium', 'It measures the page, not the engine: one is enough.');
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
  expect(received.length).toBeGreaterThan(RATE * SECONDS * 0.8);
  const last = received.at(-1)?.tag?.id;
  await expect
    .poll(() => tab.evaluate(() => document.querySelector('#requests tr')?.getAttribute('data-id')))
    .toBe(last);

  // A page that freezes draws no frames: a tenth of them where each line is drawn as it comes.
  expect(busy / quiet).toBeGreaterThan(0.25);
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

/** How many frames a second a page draws while something goes on. */
async function watch(tab: Tab, meanwhile: () => PromiseLike<unknown>): Promise<number> {
  await tab.evaluate(() => {
    const pace = { start: performance.now(), frames: 0 };
    Object.assign(window, { pace });
    const tick = () => {
      pace.frames += 1;
      requestAnimationFrame(tick);
    };
    tick();
  });
  await meanwhile();
  return tab.evaluate(() => {
    const { pace } = window as unknown as { pace: { start: number; frames: number } };
    return pace.frames / (performance.now() - pace.start);
  });
}

import autocannon from 'autocannon';
import type { Tab } from './browsers/engine.ts';
import { expect, test } from './support/test.ts';

/** How many requests, and how many a second at most: a busy machine sends them more slowly. */
const AMOUNT = 2000;
const RATE = 1000;

test('the live page keeps up with two thousand requests, up to a thousand a second, and goes on drawing', async ({
  open,
  server,
  key,
  engineName,
}) => {
  test.skip(engineName !== 'chromium', 'It measures the page, not the engine: one is enough.');
  const tab = await open(server.url('/live'));
  const { draws, frames } = await watch(tab, () => sendMany(server.origin, key));

  const received = (await server.received()).filter(({ tag }) => tag?.page.startsWith(key));
  expect(received).toHaveLength(AMOUNT);
  const last = received.at(-1)?.tag?.id;
  await expect
    .poll(() => tab.evaluate(() => document.querySelector('#requests tr')?.getAttribute('data-id')))
    .toBe(last);

  // A page that draws each line as it comes freezes: it has time for no frame.
  expect(draws).toBeGreaterThan(0);
  expect(draws).toBeLessThanOrEqual(frames);
});

/** Sends ten triggers to a page view, of which one is missing. */
async function sendMany(url: string, page: string): Promise<void> {
  let count = 0;
  await autocannon({
    url,
    connections: 20,
    overallRate: RATE,
    amount: AMOUNT,
    requests: [
      {
        method: 'POST',
        setupRequest(request) {
          count += 1;
          const id = `${page}-${Math.floor(count / 10)}.${(count % 10) + (count % 10 > 4 ? 2 : 1)}`;
          return { ...request, path: `/collect?sendoff=${id}.fetch.now` };
        },
      },
    ],
  });
}

/** How often a page draws its requests while something goes on, and how many frames it shows. */
async function watch(
  tab: Tab,
  meanwhile: () => Promise<unknown>,
): Promise<{ draws: number; frames: number }> {
  await tab.evaluate(() => {
    const pace = { draws: 0, frames: 0 };
    Object.assign(window, { pace });
    const tick = () => {
      pace.frames += 1;
      requestAnimationFrame(tick);
    };
    tick();
    const table = document.querySelector('#requests') as Element;
    new MutationObserver(() => {
      pace.draws += 1;
    }).observe(table, { childList: true });
  });
  await meanwhile();
  return tab.evaluate(
    () => (window as unknown as { pace: { draws: number; frames: number } }).pace,
  );
}

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
  const send = (page: string) => sendMany(server.origin, page);
  const idle = await watch(await open(server.url('/e2e/away.html')), () => send(`${key}-idle`));
  const tab = await open(server.url('/live'));
  const live = await watch(tab, () => send(key));

  const received = (await server.received()).filter(({ tag }) => tag?.page.startsWith(key));
  expect(received).toHaveLength(2 * AMOUNT);
  const last = received.at(-1)?.tag?.id;
  await expect
    .poll(() => tab.evaluate(() => document.querySelector('#requests tr')?.getAttribute('data-id')))
    .toBe(last);

  // Beside a page that has nothing to draw: a tenth of its frames where each line is drawn as it comes.
  expect(live / idle).toBeGreaterThan(0.25);
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

/** How many frames a second a page draws while something goes on. */
async function watch(tab: Tab, meanwhile: () => Promise<unknown>): Promise<number> {
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

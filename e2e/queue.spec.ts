import type { Queue } from '../src/queue.ts';
import type { Tab } from './fixtures/engine.ts';
import type { Site } from './fixtures/site.ts';
import { expect, test } from './fixtures/test.ts';

interface Page {
  queue: Queue;
  restored: number;
}

/** The numbers of the events that have arrived, in order of arrival. */
async function numbers(server: Site, key: string): Promise<number[]> {
  const received = await server.received({ query: { test: key } });
  return received.flatMap(({ data }) => (data as { n: number }[]).map(({ n }) => n));
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const inOrder = (list: number[]) => [...list].sort((one, other) => one - other);

const exits: Record<string, (tab: Tab) => Promise<void>> = {
  'a link': tab => tab.follow('#away'),
  'closing the tab': tab => tab.close(),
};

for (const [exit, leave] of Object.entries(exits))
  test(`what waits leaves at the exit by ${exit}, with what later exit handlers push`, async ({
    open,
    server,
    key,
    marker,
  }) => {
    const tab = await open(server.url('/e2e/queue.html', { test: key, late: '3' }));
    await tab.evaluate(() => {
      for (let n = 0; n < 10; n++) (window as never as Page).queue.push({ n });
    });
    await leave(tab);
    await expect.poll(async () => inOrder(await numbers(server, key))).toEqual(upTo(16));
    if (exit === 'a link') await tab.close();
    await marker();
    expect(inOrder(await numbers(server, key))).toEqual(upTo(16));
  });

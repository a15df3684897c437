import { readFile } from 'node:fs/promises';
import type { Queue } from '../src/queue.ts';
import type { Tab } from './browsers/engine.ts';
import { expect, test } from './support/test.ts';

// 200 KiB wait at the moment of leaving: more than the keepalive quota of 64 KiB.

const KIB = 1024;
const EVENTS = 200;
/** Of 1 KiB each, with the two brackets of one body. */
const WITHIN_QUOTA = 63;
const options = JSON.stringify({ maxItems: 1e6, maxBytes: 1e8, maxWait: 1e8 });

const exits: Record<string, (tab: Tab) => Promise<void>> = {
  'hiding the page': tab => tab.hide(),
  'a link': tab => tab.follow('#away'),
  'closing the tab': tab => tab.close(),
};

/** What docs/queue.md says that at least arrives, in KiB: a row for each engine, a column for each exit. */
async function promised(engine: string): Promise<Record<string, number>> {
  const docs = await readFile('docs/queue.md', 'utf8');
  const row = docs.split('\n').find(line => line.toLowerCase().startsWith(`| ${engine}`));
  const figures = row?.match(/\b\d+(?= KiB)/g)?.map(Number) ?? [];
  return Object.fromEntries(Object.keys(exits).map((exit, index) => [exit, figures[index] ?? NaN]));
}

for (const [exit, leave] of Object.entries(exits))
  test(`of 200 KiB in the queue, what the docs promise arrives, the oldest first, by ${exit}`, async ({
    engine,
    open,
    server,
    key,
    marker,
  }) => {
    test.skip(exit === 'hiding the page' && !engine.canHide, 'this build keeps every page visible');
    const least = (await promised(engine.name))[exit] as number;
    const tab = await open(server.url('/e2e/queue.html', { test: key, options }));
    await tab.evaluate(
      ({ count, bytes }: { count: number; bytes: number }) => {
        const { queue } = window as never as { queue: Queue };
        // With its number, its wrapping and a comma, each is just a KiB.
        for (let n = 1; n <= count; n++)
          queue.push('x'.repeat(bytes - `{"n":${n},"event":""},`.length));
      },
      { count: EVENTS, bytes: KIB },
    );
    await leave(tab);
    // The log keeps the first 8,192 characters of a body: its first number and its size show the rest.
    const numbers = async () =>
      (await server.received({ query: { test: key } }))
        .flatMap(({ data, bytes = 0 }) => {
          const first = Number(
            /"n":(\d+)/.exec(typeof data === 'string' ? data : JSON.stringify(data))?.[1],
          );
          return Array.from({ length: (bytes - 1) / KIB }, (_, index) => first + index);
        })
        .sort((one, other) => one - other);
    await expect.poll(async () => (await numbers()).length).toBeGreaterThanOrEqual(least);
    if (exit !== 'closing the tab') await tab.close();
    await marker();
    const arrived = await numbers();
    const requests = (await server.received({ query: { test: key } })).map(
      ({ transport, bytes }) => `${transport} ${bytes}`,
    );
    console.log(
      `${engine.name}, ${exit}: ${arrived.length} of ${EVENTS} KiB arrived: ${requests.join(', ')}`,
    );
    const oldest = Array.from({ length: WITHIN_QUOTA }, (_, index) => index + 1);
    expect(arrived.slice(0, WITHIN_QUOTA)).toEqual(oldest);
    expect(new Set(arrived).size).toBe(arrived.length);
  });

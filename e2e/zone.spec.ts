import { arrived, once } from './support/arrived.ts';
import { expect, test } from './support/test.ts';

// Up to 0.14.2, zone.js registers one native listener a type, with the options of the first caller: when
// that caller's signal is aborted, everybody's listeners of the type are gone.

const own = ['pagehide', 'visibilitychange'].flatMap(event => [
  `own ${event}`,
  `own ${event}, capturing`,
]);
const MOMENTS = ['load', 'idle', 'hidden', 'pagehide'];

for (const { what, query, triggers } of [
  { what: 'some triggers have left', query: { triggers: MOMENTS.join() }, triggers: MOMENTS },
  { what: "a queue's signal was aborted", query: { queue: true }, triggers: [] },
])
  test(`in a page that zone.js patches every exit handler is still called when ${what}`, async ({
    open,
    server,
    key,
    marker,
  }) => {
    const tab = await open(server.url('/e2e/zone.html', { test: key, ...query }));
    await expect.poll(() => tab.evaluate(() => 'ready' in window)).toBe(true);
    // By then the triggers of the page's loading have left, and their listeners are gone.
    const early = triggers.filter(when => when === 'load' || when === 'idle');
    await expect.poll(() => arrived(server, key)).toEqual(once(early));
    await tab.follow('#away');
    const all = once([...own, ...triggers]);
    await expect.poll(() => arrived(server, key)).toEqual(all);
    await tab.close();
    await marker();
    expect(await arrived(server, key)).toEqual(all);
  });

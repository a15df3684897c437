import { programs } from '../setup/programs.ts';
import { expect, test } from './fixtures/test.ts';

test.skip(programs.php.path() === undefined, 'php is not installed');

/** Long enough for a tab to be closed while the script is at work, on a busy machine too. */
const MS = 4000;

// Once its answer has begun no transport keeps a client for it, a keepalive one neither: the page
// is gone that would read the rest. Six connections to a host: so two calls, of each two kinds.
for (const vias of [
  ['fetch', 'beacon'],
  ['img', 'script'],
])
  test(`a PHP script that writes is stopped when the tab is closed, unless it ignores that: ${vias.join(' and ')}`, async ({
    engine,
    open,
    server,
    key,
  }) => {
    const calls = vias.flatMap(via =>
      ['0', '1'].map(ignore => ({ via, ignore, run: `${key}-${via}-${ignore}` })),
    );
    /** The calls that have come, or what the scripts have said at their end. */
    const runs = async (path: string) =>
      (await server.received({ path }))
        .map(({ query }) => query as Record<string, string>)
        .filter(({ run }) => run?.startsWith(key));

    const tab = await open(server.url('/e2e/sdk.html'));
    await tab.evaluate(
      ({ all, ms }) => {
        const { sendoff } = window as never as {
          sendoff: (url: string, options: { via: string; when: string }) => void;
        };
        for (const { via, ignore, run } of all) {
          sendoff(`/php/slow.php?ms=${ms}&run=${run}&ignore=${ignore}`, { via, when: 'now' });
        }
      },
      { all: calls, ms: MS },
    );
    await expect.poll(() => runs('/php/slow.php'), { intervals: [50] }).toHaveLength(4);
    await tab.close();
    await expect.poll(() => runs('/collect'), { timeout: 20_000 }).toHaveLength(4);

    const ends = await runs('/collect');
    for (const { via, ignore, run } of calls) {
      const end = ends.find(other => other.run === run);
      if (ignore === '1') expect(end?.steps, run).toBe('10 of 10');
      // Firefox takes its time to let go of a keepalive fetch.
      if (engine.name === 'firefox' && via === 'fetch') continue;
      expect(end?.connectionStatus, run).toBe('1');
      if (ignore === '0') expect(end?.steps, run).toMatch(/^\d of 10$/);
    }
  });

import { programs } from '../setup/programs.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

test.skip(programs.php.path() === undefined, 'php is not installed');

/** Long enough for a tab to be closed while the script is at work, on a busy machine too. */
const MS = 5000;

// A keepalive request keeps its client only as long as its answer has not begun when the tab is
// closed. Six connections to a host: so two calls, of each two kinds.
for (const vias of [
  ['fetch', 'beacon'],
  ['img', 'script'],
])
  test(`a PHP script that writes is stopped when its client has left, unless it ignores that: ${vias.join(' and ')}`, async ({
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
    await expect.poll(() => runs('/collect'), { timeout: 40_000 }).toHaveLength(4);

    const ends = await runs('/collect');
    for (const { via, ignore, run } of calls) {
      const end = ends.find(other => other.run === run);
      const isLeft = end?.connectionStatus === '1';
      if (via === 'img' || via === 'script') expect(isLeft, run).toBe(true);
      const runsOn = ignore === '1' || !isLeft;
      expect(end?.steps, run).toMatch(runsOn ? /^10 of 10$/ : /^\d of 10$/);
    }
  });

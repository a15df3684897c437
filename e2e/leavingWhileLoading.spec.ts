import { arrived } from './arrived.ts';
import type { Tab } from './fixtures/engine.ts';
import { expect, test } from './fixtures/test.ts';
import { once } from './once.ts';

// The visitor opens a page and leaves at once: it never finishes loading, and triggers wait.

const RUNS = 10;
const triggers = ['now', 'load', 'idle', 'hidden', 'pagehide'].map(when => `default.${when}`);
const bare = ['load', 'pagehide', 'visibilitychange'].map(event => `bare ${event}`);

const exits: Record<string, (tab: Tab) => Promise<void>> = {
  'clicks a link': tab => tab.follow('#away'),
  'closes the tab': tab => tab.close(),
};

for (const [exit, leave] of Object.entries(exits)) {
  test(`every waiting trigger arrives once when the visitor ${exit} while the page loads`, async ({
    engine,
    open,
    server,
    key,
    marker,
  }) => {
    test.setTimeout(240_000);
    const beside: Record<string, number> = {};
    for (let run = 1; run <= RUNS; run++) {
      const id = `${key}-${run}`;
      const query = { test: id, triggers: triggers.join(), bare: true, hold: true };
      const tab = await open(server.url('/e2e/sdk.html', query), 'parsed');
      expect(await tab.evaluate(() => document.readyState)).not.toBe('complete');
      await leave(tab);
      await expect
        .poll(async () => Object.keys(await arrived(server, id)))
        .toEqual(expect.arrayContaining(triggers));
      if (exit === 'clicks a link') await tab.close();
      await marker();
      const counts = await arrived(server, id);
      for (const name of bare) {
        beside[name] = (beside[name] ?? 0) + (counts[name] ?? 0);
        delete counts[name];
      }
      expect(counts).toEqual(once(triggers));
    }
    const figures = bare.map(name => `${name} ${beside[name]} of ${RUNS}`).join(', ');
    test.info().annotations.push({ type: 'bare listeners beside it', description: figures });
    console.log(
      `${engine.name}, visitor ${exit} while loading: sendoff ${RUNS} of ${RUNS} at each moment; ${figures}`,
    );
    // Whoever waits for the load event waits in vain.
    expect(beside['bare load']).toBe(0);
  });
}

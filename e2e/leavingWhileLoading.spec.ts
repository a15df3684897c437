import type { Tab } from './browsers/engine.ts';
import { arrived, once } from './support/arrived.ts';
import { expect, test } from './support/test.ts';

// The visitor opens a page and leaves at once: it never finishes loading, and triggers wait.

// `npm run matrix` makes more.
const RUNS = 1;
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
      const query = { test: id, triggers: triggers.join(), hold: true };
      const tab = await open(server.url('/e2e/sdk.html', query), 'parsed');
      expect(await tab.evaluate(() => document.readyState)).not.toBe('complete');
      await leave(tab);
      await expect.poll(() => arrived(server, id)).toEqual(once(triggers));
      if (exit === 'clicks a link') await tab.close();

      // On its own page: sendoff's beforeunload listener would bring Chromium to fire the rest.
      const plain = { test: `${id}-plain`, bare: true, hold: true };
      const other = await open(server.url('/e2e/plain.html', plain), 'parsed');
      await leave(other);
      if (exit === 'clicks a link') await other.close();

      await marker();
      expect(await arrived(server, id)).toEqual(once(triggers));
      const counts = await arrived(server, plain.test);
      for (const name of bare) beside[name] = (beside[name] ?? 0) + (counts[name] ?? 0);
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

test('where the visitor stops the page, and then closes the tab, every waiting trigger arrives once', async ({
  open,
  server,
  key,
  marker,
}) => {
  const query = { test: key, triggers: triggers.join(), hold: true };
  const tab = await open(server.url('/e2e/sdk.html', query), 'parsed');
  await tab.evaluate(() => window.stop());
  await tab.close();
  await expect.poll(() => arrived(server, key)).toEqual(once(triggers));
  await marker();
  expect(await arrived(server, key)).toEqual(once(triggers));
});

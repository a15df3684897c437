import { followByScript } from './support/followByScript.ts';
import { IS_WHOLE } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

// How often a page comes back from the back/forward cache, by what has left at its exit. `docs/promises.md`
// has the figures.

const RUNS = 50;
const SLOW = '/scripts/slow?ms=1000';

const WAYS = {
  'nothing waits': {},
  'a trigger waits for hidden': { triggers: 'default.hidden' },
  'a trigger waits for pagehide': { triggers: 'default.pagehide' },
  'a beacon waits': { triggers: 'beacon.pagehide' },
  'an image waits': { triggers: 'img.pagehide' },
  'a trigger waits whose answer takes a second': { triggers: 'default.pagehide', to: SLOW },
  'a bare keepalive fetch is made in pagehide': { bare: 'fetch', in: 'pagehide', triggers: 'x.x' },
  'a bare beacon is made in pagehide': { bare: 'beacon', in: 'pagehide', triggers: 'x.x' },
};

test.skip(!IS_WHOLE, '`npm run e2e:every` makes its visits');

for (const [way, query] of Object.entries(WAYS))
  test(`a page where ${way} returns from the back/forward cache`, async ({
    engine,
    open,
    server,
    key,
  }) => {
    test.setTimeout(300_000);
    const tab = await open(server.url('/e2e/away.html'));
    let kept = 0;
    for (let run = 1; run <= RUNS; run++) {
      await tab.goto(server.url('/e2e/exits.html', { test: `${key}-${run}`, ...query }));
      await followByScript(tab, '#away');
      await tab.back();
      kept += Number(
        await tab.evaluate(() => (window as never as { persisted?: boolean }).persisted === true),
      );
    }
    console.log(`${engine.name}, ${way}: kept ${kept} of ${RUNS}`);
    expect(kept).toBe(RUNS);
  });

import { arrived, once } from './support/arrived.ts';
import { exits } from './support/exits.ts';
import { expect, test } from './support/test.ts';

for (const [exit, leave] of Object.entries(exits))
  test(`what waits still leaves by ${exit} when document.open() has erased the page's listeners`, async ({
    open,
    server,
    key,
    marker,
  }) => {
    const triggers = ['default.hidden', 'default.pagehide'];
    const query = { test: key, triggers: triggers.join() };
    const tab = await open(server.url('/e2e/exits.html', query));
    await tab.evaluate(() => {
      document.open();
      document.write(
        '<!doctype html><title>Rewritten</title><a id="away" href="away.html">Away</a>',
      );
      document.close();
    });
    await leave(tab);
    await expect.poll(() => arrived(server, key)).toEqual(once(triggers));
    if (exit === 'a link') await tab.close();
    await marker();
    expect(await arrived(server, key)).toEqual(once(triggers));
  });

import type { Tab } from './browsers/engine.ts';
import { followByScript } from './support/followByScript.ts';
import { later } from './support/later.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, type TestFixtures, test, type WorkerFixtures } from './support/test.ts';

// A page that still loads hears `beforeunload`, and stays: a link was answered 204, was a `mailto:`, or led to a
// download.

interface Page {
  state: string;
  told: number;
  sendoff(url: string, options: object): void;
}

const MOMENTS = ['load', 'idle', 'hidden', 'pagehide'];

/** Triggers that read the page's state when they leave. */
const fire = (tab: Tab, to: string) =>
  tab.evaluate(
    ({ to, moments }: { to: string; moments: string[] }) => {
      const page = window as never as Page;
      page.told = 0;
      addEventListener('beforeunload', () => page.told++);
      const data = () => ({ state: page.state });
      for (const when of moments) page.sendoff(`${to}&case=${when}`, { when, data });
    },
    { to, moments: MOMENTS },
  );

const become = (tab: Tab, state: string) =>
  tab.evaluate((state: string) => void Object.assign(window, { state }), state);

/** Follows a link that leads nowhere, and waits until the page has heard of it. */
async function followNowhere(tab: Tab, href: string): Promise<void> {
  // In its own task, since Chromium's driver would wait for the navigation.
  await tab.evaluate((href: string) => {
    const link = Object.assign(document.createElement('a'), { href });
    setTimeout(() => link.click());
  }, href);
  await expect.poll(() => tab.evaluate(() => (window as never as Page).told)).toBe(1);
}

const DOWNLOAD = '/log.csv';

type Opening = Pick<TestFixtures & WorkerFixtures, 'engine' | 'open' | 'server' | 'key'>;

/** Opens a page that loads for ever, fires its triggers, and follows a link that leads nowhere. */
async function openMisled({ engine, open, server, key }: Opening, href: string): Promise<Tab> {
  const tab = await open(server.url('/e2e/sdk.html', { hold: true }), 'parsed');
  // Chromium would leave it in the downloads of whoever runs this.
  if (engine.name === 'chromium' && href === DOWNLOAD)
    await tab.protocol('Page.setDownloadBehavior', { behavior: 'deny' });
  await become(tab, 'loading');
  await fire(tab, server.url('/collect', { test: key }));
  await followNowhere(tab, href);
  await later(tab, server);
  return tab;
}

const exits: Record<string, (tab: Tab) => Promise<void>> = {
  'a link': tab => followByScript(tab, '#away'),
  'closing the tab': tab => tab.close(),
};

for (const [nowhere, href] of Object.entries({
  'a link that is answered 204': '/collect',
  'a mailto: link': 'mailto:nobody@example.com',
  'a link to a download': DOWNLOAD,
})) {
  test(`after ${nowhere} on a loading page, each trigger leaves when the page is hidden or left, once, with the data of that moment`, async ({
    engine,
    engineName,
    open,
    server,
    key,
    marker,
  }) => {
    test.skip(href === DOWNLOAD && isLeftOut({ engineName }), LEFT_OUT);
    test.skip(!engine.canHide, 'this build keeps every page visible');
    test.skip(
      engine.name === 'webkit',
      'beforeunload may be the last word there: all leaves at it',
    );
    test.skip(
      engine.name === 'firefox' && href.startsWith('mailto:'),
      'no beforeunload comes of it there',
    );
    const states = async () =>
      (await server.received({ query: { test: key } }))
        .map(({ query, data }) => `${query.case} ${(data as { state: string }).state}`)
        .sort();
    const tab = await openMisled({ engine, open, server, key }, href);
    expect(await states()).toEqual([]);

    await become(tab, 'hidden');
    await tab.hide();
    const first = ['hidden hidden', 'idle hidden', 'load hidden'];
    await expect.poll(states).toEqual(first);
    await become(tab, 'left');
    await tab.close();
    await marker();
    expect(await states()).toEqual([...first, 'pagehide left']);
  });

  for (const [exit, leave] of Object.entries(exits))
    test(`after ${nowhere} on a loading page, ${exit} delivers every trigger once`, async ({
      engine,
      engineName,
      open,
      server,
      key,
      marker,
    }) => {
      test.skip(href === DOWNLOAD && isLeftOut({ engineName }), LEFT_OUT);
      test.skip(
        engine.name !== 'chromium' && href.startsWith('mailto:'),
        'no beforeunload comes of it there',
      );
      const cases = async () =>
        (await server.received({ query: { test: key } })).map(({ query }) => query.case).sort();
      const tab = await openMisled({ engine, open, server, key }, href);
      await leave(tab);
      await expect.poll(cases).toEqual([...MOMENTS].sort());
      if (exit === 'a link') await tab.close();
      await marker();
      expect(await cases()).toEqual([...MOMENTS].sort());
    });
}

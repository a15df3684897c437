import type { Tab } from './browsers/engine.ts';
import { arrived } from './support/arrived.ts';
import { exits } from './support/exits.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

// Single-page applications, built for production, as their users visit them.

const APPS: Record<string, { url: string; home: string; item: string }> = {
  'React with Vite': { url: '/apps/react/index.html', home: '#/', item: '#/item' },
  'Vue with Vite': { url: '/apps/vue/index.html', home: '#/', item: '#/item' },
  'React rendered on the server by Vike': { url: '/apps/ssr/', home: '/', item: '/item' },
};

const heading = (tab: Tab) => tab.evaluate(() => document.querySelector('h1')?.textContent);

for (const [name, { url, home, item }] of Object.entries(APPS))
  for (const [exit, leave] of Object.entries(exits))
    test(`in ${name} triggers leave on a route change, on unmount, and on leaving by ${exit}`, async ({
      open,
      server,
      key,
      marker,
    }) => {
      const cases = () => arrived(server, key);
      const tab = await open(server.url(url, { test: key }));
      await expect.poll(cases).toEqual({ route: 1 });

      await tab.click('#item');
      await expect.poll(() => heading(tab)).toBe('Item');
      await expect.poll(cases).toEqual({ route: 2 });

      await tab.click('#home');
      await expect.poll(() => heading(tab)).toBe('Home');
      await expect.poll(cases).toEqual({ route: 3, unmounted: 1 });

      await tab.click('#item');
      await expect.poll(() => heading(tab)).toBe('Item');
      await expect.poll(cases).toEqual({ route: 4, unmounted: 1 });

      await leave(tab);
      const all = { route: 4, unmounted: 1, left: 1, events: 1 };
      await expect.poll(cases).toEqual(all);
      if (exit === 'a link') await tab.close();
      await marker();
      expect(await cases()).toEqual(all);

      const [events] = await server.received({ query: { test: key, case: 'events' } });
      const paths = (events?.data as { event: { path: string } }[] | undefined)?.map(
        ({ event }) => event.path,
      );
      expect(paths?.map(path => (path.endsWith(item) ? item : home))).toEqual([
        home,
        item,
        home,
        item,
      ]);
    });

test('the server renders what the visitor sees', async ({ server }) => {
  const answer = await fetch(server.url('/apps/ssr/item'));
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('<h1>Item</h1>');
});

import type { Tab } from './browsers/engine.ts';
import { BY_LIKENESS, IS_WHOLE, isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

const MOMENTS = ['now', 'load', 'idle', 'hidden', 'pagehide'];
/** The playground treats a beacon as a fetch, and a script as an image. */
const ALIKE = ['beacon', 'script'];

for (const via of ['fetch', 'beacon', 'img', 'script'])
  test(`the playground's ${via} appears once in the log, the terminal and the live page, at each moment`, async ({
    open,
    server,
    key,
  }) => {
    test.skip(ALIKE.includes(via) && !IS_WHOLE, BY_LIKENESS);
    const ids: string[] = [];
    for (const when of MOMENTS) {
      const query = { via, when, data: 'fields', id: key, note: 'playground', run: 1 };
      const tab = await open(server.url('/playground', query));
      const view = await tab.evaluate(() => document.documentElement.dataset.view ?? '');
      await tab.follow('#leave');
      await expect.poll(async () => (await server.received({ query: { view } })).length).toBe(1);
      const [entry] = await server.received({ query: { view } });
      expect({ ...entry?.query, ...(entry?.data as object) }).toMatchObject({ id: key });
      ids.push(entry?.tag?.id ?? 'no tag');
      await tab.close();
    }

    const tab = await open(server.url('/live'));
    for (const id of ids) {
      await expect.poll(() => rows(tab, id)).toBe(1);
      expect(server.printed().filter(line => line.includes(id))).toHaveLength(1);
      expect((await server.received()).filter(({ tag }) => tag?.id === id)).toHaveLength(1);
    }
  });

test("the playground's outbox keeps what was fired offline, and delivers it when that is over", async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/playground', { id: key, outbox: 1 }));
  const view = await tab.evaluate(() => document.documentElement.dataset.view ?? '');
  await tab.click('#offline');
  await tab.click('#fire');
  await expect.poll(() => pending(tab)).toBe('1');
  expect(await server.received({ query: { view } })).toEqual([]);
  await tab.click('#offline');
  await expect.poll(async () => (await server.received({ query: { view } })).length).toBe(1);
  await expect.poll(() => pending(tab)).toBe('0');
});

test("while the playground's server is down what is fired waits, and can be forgotten", async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/playground', { id: key, outbox: 1 }));
  await tab.click('#down');
  await tab.click('#fire');
  await expect.poll(() => pending(tab)).toBe('1');
  const refused = { event: 'refused', path: '/scripts/flaky', status: 503 } as const;
  expect((await server.log(refused)).length).toBeGreaterThan(0);
  await tab.click('#forget');
  await expect.poll(() => pending(tab)).toBe('0');
});

/** How many items wait, as the playground shows it. */
const pending = (tab: Tab) =>
  tab.evaluate(() => document.querySelector<HTMLElement>('#pending')?.dataset.pending);

test('what a request holds is shown as text, never run', async ({ open, server, key }) => {
  const hostile = `<img src=x onerror="window.hacked=1"><b>${key}</b>\u202e\u001b[31m`;
  const body = new URLSearchParams({ hostile, key });
  await fetch(server.url('/collect', { test: key }), { method: 'POST', body });
  const tab = await open(server.url('/live'));
  await expect.poll(() => rows(tab, key)).toBe(1);
  const found = await tab.evaluate(() => ({
    hacked: 'hacked' in window,
    elements: document.querySelectorAll('#requests img, #requests b').length,
  }));
  expect(found).toEqual({ hacked: false, elements: 0 });
});

/** How many rows of the live page hold a text. */
function rows(tab: Tab, text: string): Promise<number> {
  return tab.evaluate(
    (wanted: string) =>
      [...document.querySelectorAll('#requests tr')].filter(row =>
        row.textContent?.includes(wanted),
      ).length,
    text,
  );
}

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import worker from '../docs/servers/edge/worker.js';
import type { VitalsReport } from '../src/vitals.ts';
import { lacking, recipes } from '../test/servers/recipes.ts';
import type { Tab } from './browsers/engine.ts';
import { test as base, expect } from './support/collector.ts';
import { followByScript } from './support/followByScript.ts';
import { later } from './support/later.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { type Site, site } from './support/site.ts';

/** The recipes send to a site whose log holds nothing else. */
const test = base.extend<{ own: Site; data: () => Promise<unknown[]>; last: () => Promise<void> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
  own: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sendoff-recipes-'));
    const own = await site('127.0.0.1', folder);
    await use(own);
    await own.end();
    await rm(folder, { recursive: true });
  },
  /** What has arrived so far, but for markers. */
  data: async ({ own }, use) =>
    use(async () =>
      (await own.received())
        .filter(({ query, path }) => path === '/collect' && !('marker' in query))
        .map(({ data }) => data),
    ),
  /** Resolves when a later request of the same browser has come; the test's tab must have been closed. */
  last: async ({ open, own }, use) =>
    use(async () => later(await open(own.url('/e2e/away.html')), own)),
});

test.skip(isLeftOut, LEFT_OUT);

/** A page of a site whose endpoint is its own. */
const OWN_PAGE = `<!doctype html><title>A site</title><script src="/sendoff.js"></script>
  <script>sendoff('/trigger', { when: 'hidden', data: { id: 7 } });</script>`;
const SDK = fileURLToPath(new URL('../dist/sendoff.js', import.meta.url));

async function listen(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, end: () => server.close() };
}

const click = (tab: Tab, id: string) =>
  tab.evaluate((id: string) => document.getElementById(id)?.click(), id);

test('a view is counted once: at first, for a route, on the way back, from the back/forward cache', async ({
  open,
  own,
  data,
  last,
}) => {
  const home = '/recipes/views.html';
  const tab = await open(own.url(home));
  await expect.poll(data).toEqual([{ view: home, from: '' }]);
  await click(tab, 'section');
  await click(tab, 'route');
  const route = { view: '/recipes/basket', from: home };
  await expect.poll(data).toEqual([{ view: home, from: '' }, route]);
  await tab.evaluate(() => history.back());
  const back = { view: home, from: '/recipes/basket' };
  await expect.poll(data).toEqual([{ view: home, from: '' }, route, back]);
  await followByScript(tab, '#away');
  await tab.back();
  await expect.poll(data).toEqual([{ view: home, from: '' }, route, back, expect.anything()]);
  await tab.close();
  await last();
  expect(await data()).toEqual([{ view: home, from: '' }, route, back, { view: home, from: '' }]);
});

test('a prerendered page is viewed when it is shown', async ({ engine, launchBare, own, data }) => {
  test.skip(engine.name !== 'chromium', 'only Chromium prerenders');
  const page = '/recipes/views.html';
  let run: (() => void) | undefined;
  const hasRun = new Promise<void>(resolve => {
    run = resolve;
  });
  // In front of the site, since its log does not say that a page is prerendered.
  const front = await listen(async (request, response) => {
    const { method = 'GET', url = '', headers } = request;
    if (url === '/') {
      const rules = JSON.stringify({ prerender: [{ source: 'list', urls: [page] }] });
      response.setHeader('Content-Type', 'text/html');
      response.end(`<script type="speculationrules">${rules}</script><script>
        fetch('/has-run').then(() => fetch('/collect', { method: 'POST', body: 'shown' }))
          .then(() => { location.href = '${page}'; });
      </script>`);
      return;
    }
    if (url === '/has-run') {
      await hasRun;
      response.end();
      return;
    }
    // The last that the prerendered page loads before it runs.
    const isLast = url === '/dist/sendoff.js' && /prerender/.test(`${headers['sec-purpose']}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(own.origin + url, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '' },
      ...(method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
    if (isLast) run?.();
  });
  await launchBare(`${front.origin}/`);
  await expect.poll(data, { timeout: 20_000 }).toHaveLength(2);
  expect(await data()).toEqual(['shown', { view: page, from: expect.any(String) }]);
  front.end();
});

test('a click and an outbound link arrive, and a link within the site is not counted', async ({
  open,
  own,
  server,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/clicks.html'));
  await tab.click('#buy');
  await expect.poll(data).toEqual([{ click: 'buy' }]);
  // example.com is no business of a test.
  const to = server.other.url('/e2e/away.html');
  await tab.evaluate(
    (url: string) => document.getElementById('out')?.setAttribute('href', url),
    to,
  );
  await tab.follow('#out');
  await expect.poll(data).toEqual([{ click: 'buy' }, { to }]);
  await tab.goto(own.url('/recipes/clicks.html'));
  await tab.evaluate(() => document.getElementById('in')?.setAttribute('href', 'forms.html'));
  await tab.follow('#in');
  await tab.close();
  await last();
  expect(await data()).toEqual([{ click: 'buy' }, { to }]);
});

const type = (tab: Tab, name: string, value: string) =>
  tab.evaluate(
    ([name, value]: readonly [string, string]) => {
      const input = document.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (!input) throw new Error(name);
      input.value = value;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    [name, value] as const,
  );

test('a form that is sent is counted as sent, and not as left', async ({
  open,
  own,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/forms.html'));
  await type(tab, 'topic', 'delivery');
  await tab.follow('button');
  await expect.poll(data).toEqual([{ sent: 'delivery' }]);
  await tab.close();
  await last();
  expect(await data()).toEqual([{ sent: 'delivery' }]);
});

test('a form that is left says at which field, and nothing of what was typed', async ({
  open,
  own,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/forms.html'));
  await type(tab, 'topic', 'delivery');
  await type(tab, 'email', 'a@example.com');
  await tab.close();
  await expect.poll(data).toEqual([{ left: 'email' }]);
  await last();
  expect(await data()).toEqual([{ left: 'email' }]);
});

test('time on page and scroll depth arrive at the exit', async ({ open, own, data }) => {
  const tab = await open(own.url('/recipes/time.html'));
  const shown = Date.now();
  await tab.evaluate(
    () =>
      new Promise<void>(resolve => {
        addEventListener('scroll', () => resolve(), { once: true });
        scrollTo(0, document.body.scrollHeight);
      }),
  );
  await tab.close();
  await expect.poll(data).toEqual([{ visible: expect.stringMatching(/^\d+$/), scrolled: '100' }]);
  const [{ visible }] = (await data()) as [{ visible: string }];
  expect(Number(visible)).toBeGreaterThan(0);
  expect(Number(visible)).toBeLessThan(Date.now() - shown + 10_000);
});

test('a page that was hidden for a while reports again, and does not count that while', async ({
  engine,
  open,
  own,
  data,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(own.url('/recipes/time.html'));
  const visible = async () =>
    (await data()).map(report => Number((report as { visible: string }).visible));
  await tab.hide();
  await expect.poll(visible).toHaveLength(1);
  // Meanwhile an hour goes by.
  await tab.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 3_600_000;
  });
  await tab.show();
  await tab.close();
  await expect.poll(visible).toHaveLength(2);
  const [first = 0, second = 0] = await visible();
  expect(second).toBeGreaterThanOrEqual(first);
  expect(second - first).toBeLessThan(60_000);
  const pages = (await own.received({ path: '/collect' })).map(({ tag }) => tag?.page);
  expect(new Set(pages).size).toBe(1);
});

test('errors of a page arrive together at its exit', async ({ open, own, data, last }) => {
  const tab = await open(own.url('/recipes/errors.html'));
  await click(tab, 'throw');
  await click(tab, 'reject');
  await later(tab, own);
  expect(await data()).toEqual([]);
  await tab.close();
  await expect.poll(data).toHaveLength(1);
  await last();
  expect(await data()).toEqual([
    {
      errors: [
        { message: expect.stringContaining('nowhere'), stack: expect.any(String) },
        { message: 'no answer', stack: '' },
      ],
    },
  ]);
});

test('a hidden page’s errors leave at once, with those before them', async ({
  engine,
  open,
  own,
  data,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(own.url('/recipes/errors.html'));
  await click(tab, 'reject');
  await tab.hide();
  await expect.poll(data).toHaveLength(1);
  await click(tab, 'throw');
  await expect.poll(data).toHaveLength(2);
  expect(await data()).toMatchObject([
    { errors: [{ message: 'no answer' }] },
    { errors: [{ message: 'no answer' }, { message: expect.stringContaining('nowhere') }] },
  ]);
});

test('Core Web Vitals arrive in one request when the page is left', async ({ open, own, data }) => {
  const tab = await open(own.url('/recipes/vitals.html'));
  await tab.evaluate(
    () =>
      new Promise<void>(resolve =>
        new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true }),
      ),
  );
  // web-vitals has been told in the same task, or before.
  await tab.evaluate(() => new Promise<void>(resolve => setTimeout(resolve)));
  await tab.close();
  await expect.poll(data).toHaveLength(1);
  const [report] = (await data()) as VitalsReport[];
  expect(Object.keys(report?.metrics ?? {})).toEqual(expect.arrayContaining(['FCP', 'TTFB']));
});

test('a yes sends what waited for it, and no exit is lost then', async ({
  open,
  own,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/consent.html'));
  await later(tab, own);
  expect(await data()).toEqual([]);
  await click(tab, 'yes');
  await expect.poll(data).toEqual([{ view: '/recipes/consent.html' }]);
  await tab.close();
  await expect.poll(data).toEqual([{ view: '/recipes/consent.html' }, { scrolled: '0' }]);
  await last();
  expect(await data()).toHaveLength(2);
});

for (const answer of ['no', 'nothing'])
  test(`a visitor who says ${answer} is sent nowhere`, async ({ open, own, data, last }) => {
    const tab = await open(own.url('/recipes/consent.html'));
    if (answer === 'no') await click(tab, 'no');
    await tab.follow('#away');
    await tab.close();
    await last();
    expect(await data()).toEqual([]);
  });

test('an order that a failing server has refused is sent again at the next visit, with the same id', async ({
  open,
  collector,
}) => {
  collector.answer = () => ({ status: 503 });
  const tab = await open(collector.url('/recipes/work.html'));
  await tab.click('button');
  const output = () => tab.evaluate(() => document.querySelector('output')?.textContent);
  await expect.poll(output).toBe('stored');
  collector.answer = () => ({ status: 204 });
  await tab.goto(collector.url('/recipes/work.html'));
  await expect.poll(() => collector.arrivals.filter(({ isAccepted }) => isAccepted).length).toBe(1);
  expect(new Set(collector.arrivals.map(({ tag }) => tag?.id)).size).toBe(1);
  expect(collector.arrivals.map(({ body }) => body.toString())).toContain('order=7');
});

test('a page behind nginx sends to its own origin as it is left', async ({ open }) => {
  const name = 'Express behind nginx';
  test.skip(lacking(name) !== '', lacking(name));
  const recipe = await recipes[name].start({ 'work.js': () => 'export async function work() {}' });
  try {
    const folder = join(recipe.folder, 'site');
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), OWN_PAGE);
    await copyFile(SDK, join(folder, 'sendoff.js'));
    const tab = await open(new URL('/', recipe.url).href);
    await tab.close();
    await expect.poll(recipe.lines).toMatchObject([{ method: 'POST', body: { id: '7' } }]);
  } finally {
    await recipe.end();
  }
});

test('a page in front of the edge function sends to its own origin as it is left', async ({
  open,
}) => {
  const sent: { body: string }[] = [];
  const TRIGGERS = { send: async (trigger: { body: string }) => void sent.push(trigger) };
  const edge = await listen(async (request, response) => {
    const { method = '', url = '', headers } = request;
    if (url === '/') response.setHeader('Content-Type', 'text/html').end(OWN_PAGE);
    else if (url === '/sendoff.js') response.end(await readFile(SDK));
    else {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const asked = new Request(`http://${headers.host}${url}`, {
        method,
        headers: headers as Record<string, string>,
        ...(method === 'POST' && { body: Buffer.concat(chunks) }),
      });
      const answer = await worker.fetch(asked, { TRIGGERS });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    }
  });
  const tab = await open(`${edge.origin}/`);
  await tab.close();
  await expect.poll(() => sent).toMatchObject([{ method: 'POST', body: 'id=7' }]);
  edge.end();
});

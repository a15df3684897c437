import type { Tab } from './browsers/engine.ts';
import { clickByScript } from './support/clickByScript.ts';
import { later } from './support/later.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

type Cells = Record<'waited' | 'end' | 'left' | 'elsewhere' | 'many' | 'processes', DOMStringMap>;

/** Longer than curl waits. */
const MS = 1500;
const THE_SERVERS = 'the server does it: no browser makes a difference';

test('the browser makes the call: the visitor does not wait, and may leave with fetch and beacon only', async ({
  open,
  server,
}) => {
  test.slow();
  const tab = await open(server.url('/methods', { ms: 1000, calls: 6 }));
  for (const way of ['fetch', 'beacon', 'img', 'script']) {
    const { waited, end, left, elsewhere, many, processes } = await run(tab, way);
    expect(Number(waited.ms), `${way}: waited`).toBeLessThan(500);
    expect(end, way).toEqual({ end: 'completed' });
    // What an element has asked for is cut when its page is left.
    const outlives = way === 'fetch' || way === 'beacon';
    expect(left, way).toEqual({ end: outlives ? 'completed' : 'aborted' });
    expect(elsewhere, way).toEqual({ arrived: 'yes' });
    expect(many, way).toMatchObject({ completed: '6', aborted: '0', turned: '0' });
    expect(processes, way).toEqual({ count: '0' });
  }
});

test('an image is cut by its page’s end only where its script answers late', async ({
  open,
  server,
}) => {
  const query = { ms: 300, calls: 1, respond: 'early' };
  const tab = await open(server.url('/methods', query));
  const { left } = await run(tab, 'img');
  expect(left).toEqual({ end: 'completed' });
});

test('the server makes the call: each way has its price', async ({ engineName, open, server }) => {
  test.skip(engineName !== 'chromium', THE_SERVERS);
  test.slow();
  const tab = await open(server.url('/methods', { ms: MS, calls: 50 }));

  const popen = await run(tab, 'popen');
  expect(popen.end).toEqual({ end: 'completed' });
  expect(popen.left).toEqual({ end: 'completed' });
  expect(popen.elsewhere).toEqual({ arrived: 'no' });
  expect(await text(tab, 'popen', 'elsewhere')).toMatch(/cannot run a program called .*ENOENT/);
  expect(popen.many).toMatchObject({ completed: '50' });
  expect(popen.processes).toEqual({ count: '50' });

  const curl = await run(tab, 'curl');
  expect(Number(curl.waited.ms)).toBeGreaterThan(990);
  expect(curl.end).toEqual({ end: 'aborted' });
  expect(curl.left).toEqual({ end: 'aborted' });
  expect(curl.elsewhere).toEqual({ arrived: 'yes' });
  expect(Number(curl.many.aborted)).toBeGreaterThan(40); // some may be done before they hear of it
  expect(curl.processes).toEqual({ count: '0' });

  const socket = await run(tab, 'socket');
  expect(Number(socket.waited.ms) / Number(curl.waited.ms)).toBeLessThan(0.5);
  expect(socket.end).toEqual({ end: 'aborted' });
  expect(socket.elsewhere).toEqual({ arrived: 'yes' });
  expect(socket.many).toMatchObject({ completed: '0', aborted: '50' });
  expect(Number(socket.many.ms) / Number(curl.many.ms)).toBeLessThan(0.8);
  expect(socket.processes).toEqual({ count: '0' });

  const pool = await run(tab, 'pool');
  expect(Number(pool.waited.ms) / Number(curl.waited.ms)).toBeLessThan(0.5);
  expect(pool.end).toEqual({ end: 'completed' });
  expect(pool.left).toEqual({ end: 'completed' });
  expect(pool.elsewhere).toEqual({ arrived: 'no' });
  expect(pool.many).toMatchObject({ completed: '50' });
  expect(pool.processes).toEqual({ count: '0' });
  // Twenty-five at a time: the second half has waited for the first.
  expect(Number(pool.many.took)).toBeGreaterThan(2 * MS - 100);
});

test('a script that ignores the disconnect runs to its end, whoever called it', async ({
  engineName,
  open,
  server,
}) => {
  test.skip(engineName !== 'chromium', THE_SERVERS);
  const onDisconnect = 'continue';
  for (const [way, ms] of [
    ['curl', MS],
    ['socket', 300],
  ] as const) {
    const tab = await open(server.url('/methods', { ms, calls: 1, onDisconnect }));
    const { end, left } = await run(tab, way);
    expect([end, left], way).toEqual([{ end: 'completed' }, { end: 'completed' }]);
  }
});

test('a visit that another site has led to starts nothing', async ({ open, server, key }) => {
  const query = { way: 'popen', run: key, calls: 1, ms: 1, to: 'own' };
  const tab = await open(server.url('/methods/visit', query));
  await later(tab, server);
  expect(await server.log({ query: { run: key } })).toEqual([]);
});

/** Runs a way on the page, and gives what its row says to a machine. */
async function run(tab: Tab, way: string): Promise<Cells> {
  const state = () =>
    tab.evaluate(
      (name: string) =>
        document.querySelector<HTMLElement>(`tr[data-way="${name}"]`)?.dataset.state,
      way,
    );
  await expect.poll(() => status(tab), { intervals: [50] }).toMatch(/^(Ready|Done)\.$/);
  // Not a real click: while results come in, the row moves (WebKitGTK's driver then refuses).
  await clickByScript(tab, `#run-${way}`);
  await expect.poll(state, { timeout: 40_000, intervals: [50] }).toBe('done');
  return tab.evaluate((name: string) => {
    const cells = document.querySelectorAll<HTMLElement>(`tr[data-way="${name}"] td[data-cell]`);
    return Object.fromEntries(
      [...cells].map(({ dataset }) => {
        const { cell, label, ...data } = dataset;
        return [cell, data];
      }),
    ) as never;
  }, way);
}

function status(tab: Tab) {
  return tab.evaluate(() => document.querySelector('#status')?.textContent ?? '');
}

function text(tab: Tab, way: string, cell: string) {
  const selector = `tr[data-way="${way}"] td[data-cell="${cell}"]`;
  return tab.evaluate((found: string) => document.querySelector(found)?.textContent, selector);
}

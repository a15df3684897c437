import { arrived, once } from './support/arrived.ts';
import { later } from './support/later.ts';
import { expect } from './support/test.ts';
import { test } from './support/witness.ts';

type Page = { call: (name: string, as?: string) => void; pageErrors: { from: string }[] };

const call = (name: string) => (window as never as Page).call('form', name);

test('before the file arrives, a data function that throws costs no other call', async ({
  open,
  server,
  key,
  marker,
}) => {
  const calls = 'form,throwing,text';
  const tab = await open(server.url('/e2e/early.html', { test: key, calls }));
  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toMatchObject(once(['form', 'text']));
  await tab.close();
  await marker();
  expect(await arrived(server, key)).toMatchObject(once(['form', 'text']));
});

test('before the file arrives, JSON to another origin goes without asking first', async ({
  open,
  server,
  key,
}) => {
  const to = server.other.origin;
  const tab = await open(server.url('/e2e/early.html', { test: key, calls: 'json,text', to }));
  await tab.follow('#away');
  await expect.poll(() => arrived(server.other, key)).toEqual(once(['json', 'text']));
  const [json] = await server.other.received({ query: { test: key, case: 'json' } });
  expect(json?.bytes).toBe('{"id":7}'.length);
  expect(await server.other.log({ event: 'preflight', query: { test: key } })).toEqual([]);
});

test('before the file arrives, a GET arrives with its data', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/early.html', { test: key, calls: 'get,text' }));
  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toEqual(once(['get', 'text']));
  const [get] = await server.received({ query: { test: key, case: 'get' } });
  expect({ ...get?.query, ...(get?.data as object) }).toMatchObject({ id: '7' });
});

test('before the file arrives, an answer that the page may not read is no error of the page', async ({
  engine,
  open,
  server,
  key,
  witness,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const to = witness.origin;
  const tab = await open(server.url('/e2e/early.html', { test: key, calls: 'form', to }));
  await tab.hide();
  await expect.poll(() => witness.asked.map(({ body }) => body)).toEqual(['id=7']);
  await tab.show();
  await later(tab, server);
  const errors = await tab.evaluate(() => (window as never as Page).pageErrors);
  expect(errors.filter(({ from }) => from === 'page')).toEqual([]);
});

test('before the file arrives, nothing is sent because the page is shown', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(server.url('/e2e/early.html', { test: key }));
  await tab.hide();
  await tab.evaluate(call, 'hidden');
  await later(tab, server);
  const before = await arrived(server, key);
  await tab.show();
  await later(tab, server);
  expect(await arrived(server, key)).toEqual(before);
  // By a link: Firefox may stop what the window's last tab does as it closes (docs/promises.md).
  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toEqual(once(['hidden']));
  await marker();
  expect(await arrived(server, key)).toEqual(once(['hidden']));
});

test('before the file arrives, a call in a hidden tab that is then closed arrives', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(server.url('/e2e/early.html', { test: key }));
  await tab.hide();
  await tab.evaluate(call, 'hidden');
  await tab.close();
  await expect.poll(() => arrived(server, key)).toEqual(once(['hidden']));
  await marker();
  expect(await arrived(server, key)).toEqual(once(['hidden']));
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseLine } from '../../demo-server/formats/parseLine.ts';
import { csvHeader } from '../../demo-server/formats/toCsv.ts';
import { createAccounts } from '../../demo-server/recorder/createAccounts.ts';
import { startCommand } from './startCommand.ts';
import { startServer } from './startServer.ts';

test('what has come, come again and not come is counted, for each page and for all', () => {
  const { enter } = createAccounts();
  enter({ page: 'p', n: 1 });
  enter({ page: 'p', n: 4 });
  enter({ page: 'p', n: 4 }, true);
  const { page } = enter({ page: 'p', n: 2 });
  expect(page).toEqual({ received: 4, duplicate: 1, effective: 3, missing: 1 });
  expect(enter({ page: 'q', n: 3 })).toEqual({
    page: { received: 1, duplicate: 0, effective: 1, missing: 2 },
    all: { received: 5, duplicate: 1, effective: 4, missing: 3 },
  });
});

test('a number that no page has come to makes nothing missing, and the rest are counted as before', () => {
  const { enter } = createAccounts();
  for (const n of [1, 3, 999_999_999]) enter({ page: 'p', n });
  enter({ page: 'p', n: 999_999_998 });
  expect(enter({ page: 'p', n: 6 }).all).toEqual({
    received: 5,
    duplicate: 0,
    effective: 5,
    missing: 3,
  });
});

test('all pages go on being counted where one has been forgotten', () => {
  const { enter } = createAccounts();
  for (let page = 0; page < 2001; page += 1) enter({ page: `p${page}`, n: 2 });
  const { page, all } = enter({ page: 'p0', n: 1 });
  expect(page.received).toBe(1);
  expect(all).toEqual({ received: 2002, duplicate: 0, effective: 2002, missing: 2001 });
});

test('each line of the log, and each row of the table, says how the accounts stand', async () => {
  const server = await startServer();
  for (const id of ['p.1', 'p.3', 'p.3'])
    await server.app.inject(`/collect?sendoff=${id}.fetch.now`);
  await server.app.inject('/scripts/flaky?answer=500&sendoff=p.2.fetch.now');
  await server.app.inject('/collect');
  const counts = { received: 3, duplicate: 1, effective: 2, missing: 1 };
  const entries = await server.entries();
  expect(entries[2].account).toEqual({ page: counts, all: counts });
  expect(entries.slice(3).map(({ account }) => account)).toEqual([undefined, undefined]);
  const { payload } = await server.app.inject('/log.csv');
  const row = payload.split('\r\n')[3]?.split(',') ?? [];
  const columns = csvHeader.trimEnd().split(',');
  const cells = columns.filter(name => /^(page|all)[A-Z]/.test(name));
  expect(cells.map(name => row[columns.indexOf(name)])).toEqual(
    Object.values(counts).concat(Object.values(counts)).map(String),
  );
});

const counts = (received: number, missing = 0) => ({
  received,
  duplicate: 0,
  effective: received,
  missing,
});

test('accounts go on from the last line of the log, though the lines before it were not read', async () => {
  const log = await newLog(
    JSON.stringify({ ...line(600), account: { page: counts(600), all: counts(70_000, 4) } }),
  );
  const server = await startServer({ log });
  await server.app.inject('/collect?sendoff=p.602.fetch.now');
  const { account } = (await server.entries()).at(-1);
  expect(account).toEqual({ page: counts(601, 1), all: counts(70_001, 5) });
});

test.each([7, {}, { page: counts(1) }, { page: counts(1), all: { ...counts(1), missing: '0' } }])(
  'an account in the log that is %j is counted anew',
  async damaged => {
    const log = await newLog(JSON.stringify({ ...line(1), account: damaged }));
    const server = await startServer({ log });
    await server.app.inject('/collect?sendoff=p.2.fetch.now');
    const { account } = (await server.entries()).at(-1);
    expect(account).toEqual({ page: counts(2), all: counts(2) });
    const [first] = [...parseLine(JSON.stringify({ ...line(1), account: damaged }))];
    expect(first).not.toHaveProperty('account');
  },
);

const line = (n: number) => ({
  time: '2026-11-23T09:31:27.412Z',
  event: 'received',
  request: n,
  status: 204,
  tag: { id: `p.${n}`, page: 'p', n, via: 'fetch', when: 'now' },
});

async function newLog(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const log = join(folder, 'requests.ndjson');
  await writeFile(log, `${text}\n`);
  return log;
}

test('a server that is killed and started again knows what has come, and how the accounts stand', async () => {
  const first = await startCommand('--port', '0');
  const send = async (url: string, n: number) =>
    expect((await fetch(`${url}/collect?sendoff=p.${n}.fetch.now`)).status).toBe(204);
  const url = await first.listening();
  for (const n of [1, 2, 4]) await send(url, n);
  first.child.kill('SIGKILL');
  await first.exit;

  const log = join(first.folder, 'logs/requests.ndjson');
  const second = await startCommand('--port', '0', '--log', log);
  await send(await second.listening(), 2);
  const last = (await first.entries()).at(-1);
  const counts = { received: 4, duplicate: 1, effective: 3, missing: 1 };
  expect(last).toMatchObject({ duplicate: true, missing: [3] });
  expect(last.account).toEqual({ page: counts, all: counts });
});

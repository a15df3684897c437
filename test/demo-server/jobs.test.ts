import { expect, test } from 'vitest';
import { startServer, type TestServer } from './startServer.ts';

const MS = 5000;
/** In s. Half of what the script takes: whoever leaves has left long before. */
const LIMIT = 2.5;

const ALL = '10 of 10 steps';
const SOME = expect.stringMatching(/^[1-9] of 10 steps$/);

type Row = [
  respond: 'early' | 'late',
  onDisconnect: 'continue' | 'stop',
  timeLimit: number,
  client: 'stays' | 'leaves',
  end: string,
  connectionStatus: number,
  steps: string,
];

const table: Row[] = [
  ['late', 'continue', 0, 'stays', 'completed', 0, ALL],
  ['late', 'continue', 0, 'leaves', 'completed', 1, ALL],
  ['late', 'continue', LIMIT, 'stays', 'timedOut', 2, SOME],
  ['late', 'continue', LIMIT, 'leaves', 'timedOut', 3, SOME],
  ['late', 'stop', 0, 'stays', 'completed', 0, ALL],
  ['late', 'stop', 0, 'leaves', 'aborted', 1, expect.stringMatching(/^\d of 10 steps$/)],
  ['late', 'stop', LIMIT, 'stays', 'timedOut', 2, SOME],
  ['late', 'stop', LIMIT, 'leaves', 'aborted', 1, expect.stringMatching(/^\d of 10 steps$/)],
  // Who has its answer may leave: that is no abort.
  ['early', 'continue', 0, 'stays', 'completed', 0, ALL],
  ['early', 'continue', 0, 'leaves', 'completed', 0, ALL],
  ['early', 'continue', LIMIT, 'stays', 'timedOut', 2, SOME],
  ['early', 'continue', LIMIT, 'leaves', 'timedOut', 2, SOME],
  ['early', 'stop', 0, 'stays', 'completed', 0, ALL],
  ['early', 'stop', 0, 'leaves', 'completed', 0, ALL],
  ['early', 'stop', LIMIT, 'stays', 'timedOut', 2, SOME],
  ['early', 'stop', LIMIT, 'leaves', 'timedOut', 2, SOME],
];

test('each way to call, to leave and to run out of time ends as it would in PHP', async () => {
  const server = await startServer();
  const rows = await Promise.all(
    table.map(async ([respond, onDisconnect, timeLimit, client], index) => {
      const query = { ms: MS, respond, onDisconnect, timeLimit, row: index };
      const left = client === 'leaves';
      const { connectionStatus, end, shutdown } = await call(server, query, left);
      const [steps, status] = shutdown[0].split(', connection status ');
      // The shutdown function sees the status that is logged.
      expect(status).toBe(String(connectionStatus));
      return [respond, onDisconnect, timeLimit, client, end, connectionStatus, steps];
    }),
  );
  expect(rows).toEqual(table);
});

/** Calls the slow script, leaves as soon as it is known to run or has answered, and gives its end. */
async function call(server: TestServer, query: Record<string, string | number>, leaves: boolean) {
  const leave = new AbortController();
  const search = new URLSearchParams(query as never);
  const path = `${server.url}/scripts/slow?${search}`;
  const answer = fetch(path, { signal: leave.signal, headers: { connection: 'close' } });
  const row = String(query.row);
  const find = async () => (await server.entries()).find(entry => entry.query?.row === row);
  await expect.poll(find, { interval: 10 }).toBeDefined();
  const { request } = await find();
  if (query.respond === 'early') expect((await answer).status).toBe(204);
  if (leaves) leave.abort();
  const status = await answer.then(
    ({ status }) => status,
    () => 'none',
  );
  const own = async () => (await server.entries()).filter(entry => entry.request === request);
  await expect.poll(own).toContainEqual(expect.objectContaining({ event: 'finished' }));
  const entries = await own();
  const finished = entries.find(({ event }) => event === 'finished');
  const late = query.respond === 'late';
  const gone = late && leaves;
  expect(entries.some(({ event }) => event === 'gone')).toBe(gone);
  expect(finished.client).toBe(gone ? 'gone' : 'there');
  const inVain = late && finished.end === 'timedOut';
  expect(finished.status).toBe(inVain && !gone ? 500 : undefined);
  expect(status).toBe(gone ? 'none' : inVain ? 500 : 204);
  return finished;
}

test('a script that fails answers 500, and its shutdown functions have run', async () => {
  const server = await startServer();
  const answer = await fetch(`${server.url}/scripts/broken`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe(
    'The script has failed: Error: This script is broken on purpose.\n',
  );
  expect(await server.entries()).toMatchObject([
    { event: 'received', path: '/scripts/broken' },
    {
      event: 'finished',
      end: 'failed',
      status: 500,
      error: 'Error: This script is broken on purpose',
      shutdown: ['10 of 10 steps, connection status 0'],
      connectionStatus: 0,
    },
  ]);
  expect(server.printed.at(-1)).toContain('failed after');
  await server.stillServes();
});

test('an early answer does not wait for the script', async () => {
  const server = await startServer();
  const answer = await fetch(`${server.url}/scripts/slow?ms=600000&respond=early`);
  expect(answer.status).toBe(204);
  expect((await server.entries()).map(({ event }) => event)).toEqual(['received']);
});

test.each([
  ['respond=soon', "respond must be early or late, not 'soon'"],
  ['respond=', "respond must be early or late, not ''"],
  ['respond=early&respond=late', 'respond must be early or late, not ["early","late"]'],
  ['onDisconnect=toString', "onDisconnect must be continue or stop, not 'toString'"],
  ['timeLimit=-1', "timeLimit must be a number of seconds from 0 (none) to 600, not '-1'"],
  ['timeLimit=601', "timeLimit must be a number of seconds from 0 (none) to 600, not '601'"],
  ['timeLimit=1e2', "timeLimit must be a number of seconds from 0 (none) to 600, not '1e2'"],
  ['timeLimit=NaN', "timeLimit must be a number of seconds from 0 (none) to 600, not 'NaN'"],
  [`respond=${'x'.repeat(100)}`, `respond must be early or late, not '${'x'.repeat(58)}…`],
])('the wrong option %s is refused, and the answer says what is allowed', async (query, reason) => {
  const server = await startServer();
  const answer = await fetch(`${server.url}/scripts/slow?${query}`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe(`${reason}.\n`);
  expect(await server.entries()).toMatchObject([{ event: 'refused', status: 400, reason }]);
});

const limits = { concurrency: 2, waiting: 3 };
const run = (server: TestServer, query = 'ms=600000') =>
  fetch(`${server.url}/scripts/slow?${query}`).catch(() => undefined);

test('the queue runs so many at a time, lets so many wait, and turns the next away', async () => {
  const server = await startServer({ limits });
  for (let count = 0; count < 5; count += 1) void run(server);
  await expect.poll(server.entries).toHaveLength(5);
  const answer = await fetch(`${server.url}/scripts/slow`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  const reason = 'The queue is full: 3 jobs wait already';
  expect(await answer.text()).toBe(`${reason}.\n`);
  expect((await server.entries()).at(-1)).toMatchObject({
    event: 'refused',
    status: 503,
    reason,
  });
  await server.stillServes();
});

test('the queue holds its bound when all come at once', async () => {
  const server = await startServer({ limits });
  for (let count = 0; count < 40; count += 1) void run(server);
  await expect.poll(server.entries).toHaveLength(40);
  const events = (await server.entries()).map(({ event }) => event).sort();
  expect(events).toEqual([...Array(5).fill('received'), ...Array(35).fill('refused')]);
});

test('the queue gives each its turn, and says how long it waited', async () => {
  const server = await startServer({ limits: { concurrency: 1, waiting: 9 } });
  await Promise.all([run(server, 'ms=100'), run(server, 'ms=100'), run(server, 'ms=100')]);
  const ends = (await server.entries()).filter(({ event }) => event === 'finished');
  // None began before the one before it had ended.
  const [first = 0, second = 0, third = 0] = ends.map(({ time }) => Date.parse(time));
  expect(second - first).toBeGreaterThan(95);
  expect(third - second).toBeGreaterThan(95);
  for (const { after, waited } of ends) expect(after - waited).toBeGreaterThan(95);
});

test('the queue gives the turn of one that has left to the next', async () => {
  const server = await startServer({ limits: { concurrency: 1, waiting: 9 } });
  const leave = new AbortController();
  const url = `${server.url}/scripts/slow?ms=600000&onDisconnect=stop`;
  const left = [1, 2].map(() => fetch(url, { signal: leave.signal }).catch(() => undefined));
  await expect.poll(server.entries).toHaveLength(2);
  const next = run(server, 'ms=0');
  await expect.poll(server.entries).toHaveLength(3);
  leave.abort();
  await Promise.all(left);
  expect((await next)?.status).toBe(204);
  const ends = (await server.entries()).filter(({ event }) => event === 'finished');
  expect(ends.map(({ end }) => end).sort()).toEqual(['aborted', 'aborted', 'completed']);
  // What left before its turn never began.
  expect(ends.map(({ shutdown }) => shutdown.length).sort()).toEqual([0, 1, 1]);
});

import { once } from './support/arrived.ts';
import { type Arrival, expect, test, UP } from './support/collector.ts';
import { BY_COMMAND, IS_WHOLE } from './support/oneEngine.ts';
import { fire, flush, outcomes, pending, thrown } from './support/outboxPage.ts';

test.skip(!IS_WHOLE, BY_COMMAND);

/** In ms: what a timer may be early by, and a clock coarse. */
const SLACK = 60;

const gaps = (arrivals: readonly Arrival[]) =>
  arrivals.slice(1).map(({ at }, index) => at - (arrivals[index] as Arrival).at);

test('a server that is gone, fails, asks for a pause and is back gets one effect, and its pause', async ({
  open,
  collector,
}) => {
  const answers = ['cut', 500, 429, 204] as const;
  collector.answer = () => {
    const next = answers[collector.arrivals.length] ?? 204;
    return next === 'cut' ? next : { status: next, headers: { 'Retry-After': '3' } };
  };
  // The 500 asks for the pause as well.
  const tab = await open(collector.url('/e2e/outbox.html'));
  // So that the visit's own first replay is over.
  expect(await flush(tab)).toBe(0);
  await fire(tab, ['one']);
  await expect.poll(() => collector.effects()).toEqual(once(['one']));
  const [afterCut, after500, after429] = gaps(collector.arrivals) as [number, number, number];
  expect(afterCut).toBeGreaterThanOrEqual(500 - SLACK);
  expect(after500).toBeGreaterThanOrEqual(3000 - SLACK);
  expect(after429).toBeGreaterThanOrEqual(3000 - SLACK);
  expect(collector.arrivals).toHaveLength(4);
  expect(new Set(collector.arrivals.map(({ tag }) => tag?.id)).size).toBe(1);
  await expect.poll(() => pending(tab)).toBe(0);
});

test('a pause that a server has asked for is kept at the next visit, for all that waits for it', async ({
  open,
  collector,
}) => {
  collector.answer = () => ({ status: 429, headers: { 'Retry-After': '6' } });
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, ['one', 'two']);
  await expect.poll(() => outcomes(tab)).toEqual(['one stored', 'two stored']);
  await tab.close();
  collector.answer = UP;
  const next = await open(collector.url('/e2e/outbox.html'));
  expect(await flush(next)).toBe(2);
  await expect.poll(() => collector.effects()).toEqual(once(['one', 'two']));
  const [first, , third] = collector.arrivals as [Arrival, Arrival, Arrival];
  expect(collector.arrivals).toHaveLength(4);
  expect(third.at - first.at).toBeGreaterThanOrEqual(6000 - SLACK);
});

test('a server that asks for a year, or fails for ever, harms nobody', async ({
  open,
  collector,
}) => {
  collector.answer = () => ({ status: 503, headers: { 'Retry-After': '31536000' } });
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, ['year']);
  await expect.poll(() => outcomes(tab)).toEqual(['year stored']);
  expect(await flush(tab)).toBe(1);
  expect(collector.arrivals).toHaveLength(1);
  expect(await thrown(tab)).toEqual([]);
});

test('of a server that always fails one item is tried at a time, at longer and longer intervals', async ({
  open,
  collector,
}) => {
  collector.answer = () => ({ status: 500 });
  const tab = await open(collector.url('/e2e/outbox.html'));
  const names = Array.from({ length: 20 }, (_, index) => `case${index}`);
  expect(await flush(tab)).toBe(0);
  await fire(tab, names);
  await expect.poll(() => collector.arrivals.length).toBeGreaterThanOrEqual(24);
  const replays = collector.arrivals.slice(19);
  const [first, second, third] = gaps(replays) as [number, number, number];
  expect(first).toBeGreaterThanOrEqual(500 - SLACK);
  expect(second).toBeGreaterThanOrEqual(500 - SLACK);
  expect(third).toBeGreaterThanOrEqual(1000 - SLACK);
  // Another item each time: one that never passes holds up none of the others.
  const tried = collector.arrivals.slice(20, 24).map(({ query }) => query.case);
  expect(new Set(tried).size).toBe(4);
  collector.answer = UP;
  expect(await flush(tab)).toBe(0);
  expect(collector.effects()).toEqual(once(names));
});

test('an answer of 404 ends an item, and the next request says that one has been dropped', async ({
  open,
  collector,
}) => {
  collector.answer = () => ({ status: 404 });
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, ['gone']);
  await expect.poll(() => outcomes(tab)).toEqual(['gone acknowledged']);
  await expect.poll(() => pending(tab)).toBe(0);
  collector.answer = UP;
  await flush(tab);
  for (const name of ['reports', 'after']) {
    await fire(tab, [name]);
    await expect.poll(() => collector.effects()[name]).toBe(1);
    await expect.poll(() => pending(tab)).toBe(0);
    await flush(tab);
  }
  expect(collector.arrivals.map(({ query }) => query['sendoff-dropped'])).toEqual([
    undefined,
    '1',
    undefined,
  ]);
});

for (const [what, answer] of Object.entries({
  'an answer of 401': { status: 401 },
  'a login page behind a redirect': { status: 302, headers: { Location: '/e2e/away.html' } },
})) {
  test(`${what} is tried for an hour and twenty times, and then dropped`, async ({
    open,
    collector,
  }) => {
    collector.answer = () => answer;
    const tab = await open(collector.url('/e2e/outbox.html'));
    await fire(tab, ['one']);
    await expect.poll(() => outcomes(tab)).toEqual(['one stored']);
    for (let n = 0; n < 20; n++) expect(await flush(tab)).toBe(1);
    await tab.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 3_600_000;
    });
    const tries = collector.arrivals.length;
    expect(await flush(tab)).toBe(0);
    expect(collector.arrivals).toHaveLength(tries + 1);
    expect(collector.effects()).toEqual({});
  });
}

test('an answer that comes after a login is accepted', async ({ open, collector }) => {
  collector.answer = () => ({ status: 403 });
  const tab = await open(collector.url('/e2e/outbox.html'));
  await fire(tab, ['one']);
  await expect.poll(() => outcomes(tab)).toEqual(['one stored']);
  collector.answer = UP;
  expect(await flush(tab)).toBe(0);
  expect(collector.effects()).toEqual(once(['one']));
});

test("another origin's answers are read without a preflight, whatever the type of a blob", async ({
  engine,
  open,
  server,
  collector,
}) => {
  test.skip(engine.name === 'webkit', 'a private session, as its driver has, stores no blob');
  collector.answer = () => ({ status: 503 });
  const page = server.url('/e2e/outbox.html', { to: collector.url('/collect') });
  const tab = await open(page);
  expect(await flush(tab)).toBe(0);
  await tab.evaluate(() => {
    const { fire } = window as never as { fire(name: string, options: object): void };
    fire('blob', { data: new Blob(['{"id":7}'], { type: 'application/json' }) });
  });
  await expect.poll(() => outcomes(tab)).toEqual(['blob stored']);
  collector.answer = UP;
  expect(await flush(tab)).toBe(0);
  expect(collector.effects()).toEqual(once(['blob']));
  expect(collector.arrivals.map(({ method, body }) => `${method} ${body}`)).toEqual([
    'POST {"id":7}',
    'POST {"id":7}',
  ]);
});

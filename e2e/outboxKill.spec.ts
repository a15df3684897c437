import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt } from '../src/types.ts';
import { profile } from './browsers/processes/profile.ts';
import { once } from './support/arrived.ts';
import { test as base, expect, OFFLINE, UP } from './support/collector.ts';
import { BY_COMMAND, BY_LIKENESS, IS_WHOLE, isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import type { OutboxPage } from './support/outboxPage.ts';
import { type Restarted, startIn } from './support/restart.ts';

/** Starts the test's browser, again and again in one profile. */
const test = base.extend<{ start: () => Promise<Restarted> }>({
  start: async ({ engineName }, use) => {
    test.skip(engineName === 'webkit', 'its driver gives each session a profile of its own');
    const { folder, end } = await profile();
    let browser: Restarted | undefined;
    await use(async () => {
      browser = await startIn(folder, engineName as 'chromium' | 'firefox');
      return browser;
    });
    await browser?.kill();
    await end();
  },
});

test.skip(isLeftOut, LEFT_OUT);

const fire = ({ page }: Restarted, names: readonly string[]): Promise<Receipt['outcome'][]> =>
  page.evaluate(async names => {
    const { fire } = window as never as OutboxPage;
    const receipts = await Promise.all(names.map(name => fire(name)));
    return receipts.map(({ outcome }) => outcome);
  }, names);

for (const ms of [0, 50, 1000])
  test(`what the receipt calls stored survives a browser that is killed ${ms} ms later`, async ({
    start,
    collector,
  }) => {
    test.skip(ms > 0 && !IS_WHOLE, BY_LIKENESS);
    const names = ['one', 'two', 'three'];
    collector.answer = OFFLINE;
    const url = collector.url('/e2e/outbox.html');
    const browser = await start();
    await browser.page.goto(url);
    expect(await fire(browser, names)).toEqual(names.map(() => 'stored'));
    await pause(ms);
    await browser.kill();
    collector.answer = UP;
    await (await start()).page.goto(url);
    await expect.poll(() => collector.effects()).toEqual(once(names));
  });

test('of what was called at the moment of a kill nothing has its effect twice', async ({
  start,
  collector,
}) => {
  test.skip(!IS_WHOLE, BY_COMMAND);
  const names = ['one', 'two', 'three'];
  collector.answer = OFFLINE;
  const url = collector.url('/e2e/outbox.html');
  const browser = await start();
  await browser.page.goto(url);
  const kill = await browser.aim();
  await browser.page.evaluate(names => {
    for (const name of names) (window as never as OutboxPage).fire(name);
  }, names);
  await kill();
  collector.answer = UP;
  const next = await start();
  await next.page.goto(url);
  await next.page.evaluate(() => (window as never as OutboxPage).outbox.flush());
  // What its page had taken is free after five seconds.
  await expect
    .poll(() => next.page.evaluate(() => (window as never as OutboxPage).outbox.pending()), {
      timeout: 20_000,
    })
    .toBe(0);
  const arrived = Object.keys(collector.effects());
  expect(collector.effects()).toEqual(once(arrived));
  test
    .info()
    .annotations.push({ type: 'arrived', description: `${arrived.length} of ${names.length}` });
});

test('a browser that is killed again and again during a replay loses nothing, and repeats only what was in flight', async ({
  start,
  collector,
}) => {
  const names = Array.from({ length: 200 }, (_, index) => `case${index}`);
  const url = collector.url('/e2e/outbox.html');
  collector.answer = OFFLINE;
  const first = await start();
  await first.page.goto(url);
  await fire(first, names);
  await first.kill();
  // So slow that the replay is not over when its browser is killed.
  collector.answer = async () => {
    await pause(100);
    return UP();
  };
  const kills = IS_WHOLE ? 3 : 1;
  for (let kill = 1; kill <= kills; kill++) {
    const from = Object.keys(collector.effects()).length;
    const browser = await start();
    await browser.page.goto(url);
    await expect.poll(() => Object.keys(collector.effects()).length).toBeGreaterThan(from);
    await pause(Math.random() * 100);
    await browser.kill();
  }
  collector.answer = UP;
  const last = await start();
  await last.page.goto(url);
  await expect.poll(() => collector.effects()).toEqual(once(names));
  expect(collector.arrivals.filter(({ isDuplicate }) => isDuplicate).length).toBeLessThanOrEqual(
    kills,
  );
});

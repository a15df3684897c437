import { profile } from './browsers/processes/profile.ts';
import { once } from './support/arrived.ts';
import { expect, OFFLINE, test } from './support/collector.ts';
import { BY_COMMAND, IS_WHOLE } from './support/oneEngine.ts';
import type { OutboxPage } from './support/outboxPage.ts';
import { startIn } from './support/restart.ts';

test.skip(!IS_WHOLE, BY_COMMAND);
test.skip(({ engineName }) => engineName !== 'chromium', "Chromium's driver alone freezes a page");

test('of three tabs one that is slow and one that is frozen in the middle of a replay lose nothing, and repeat only what was in flight', async ({
  collector,
}) => {
  const names = Array.from({ length: 100 }, (_, index) => `case${index}`);
  const { folder, end } = await profile();
  const { page, kill } = await startIn(folder, 'chromium');
  const context = page.context();
  const url = collector.url('/e2e/outbox.html');
  collector.answer = OFFLINE;
  await page.goto(url);
  await page.evaluate(
    names => Promise.all(names.map(name => (window as never as OutboxPage).fire(name))),
    names,
  );
  const [slow, frozen] = [await context.newPage(), await context.newPage()];
  for (const tab of [slow, frozen]) await tab.goto(url);
  const brake = await context.newCDPSession(slow);
  await brake.send('Emulation.setCPUThrottlingRate', { rate: 20 });
  const freezer = await context.newCDPSession(frozen);

  const before = collector.arrivals.length;
  let freezing: Promise<unknown> | undefined;
  collector.answer = () => {
    if (collector.arrivals.length - before > 20)
      freezing ??= freezer.send('Page.setWebLifecycleState', { state: 'frozen' });
    return { status: 204 };
  };
  await Promise.all(
    [page, slow, frozen].map(tab => tab.evaluate(() => void dispatchEvent(new Event('online')))),
  );
  await expect.poll(() => collector.effects(), { timeout: 40_000 }).toEqual(once(names));
  await freezing;
  const again = collector.arrivals.slice(before).filter(({ isDuplicate }) => isDuplicate);
  expect(again.length).toBeLessThanOrEqual(1);
  await kill();
  await end();
});

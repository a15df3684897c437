import { profile } from './browsers/processes/profile.ts';
import { once } from './support/arrived.ts';
import { expect, test, UP } from './support/collector.ts';
import { BY_COMMAND, IS_WHOLE } from './support/oneEngine.ts';
import { fire, type OutboxPage, outcomes } from './support/outboxPage.ts';
import { startIn } from './support/restart.ts';

test.skip(
  ({ engineName }) => engineName !== 'chromium',
  'Chromium alone has workers that outlive their pages, and Background Sync',
);

const NAMES = ['one', 'two', 'three'];

/** How long the server is down at least, in milliseconds. */
const DOWN = IS_WHOLE ? 8000 : 0;

test('where the tab is closed while the server is down, the worker delivers without another visit', async ({
  open,
  collector,
}) => {
  collector.answer = () => ({ status: 503 });
  const options = JSON.stringify({ worker: '/dist/outbox.worker.js' });
  const tab = await open(collector.url('/e2e/outbox.html', { options }));
  await fire(tab, NAMES);
  await expect.poll(() => outcomes(tab)).toEqual(NAMES.map(name => `${name} stored`).sort());
  await open(collector.url('/e2e/away.html'));
  await tab.close();
  const before = collector.arrivals.length;
  const closed = Date.now();
  const hasMetIt = () => collector.arrivals.length > before;
  await expect.poll(() => hasMetIt() && Date.now() - closed >= DOWN).toBe(true);
  collector.answer = UP;
  await expect.poll(() => collector.effects()).toEqual(once(NAMES));
});

for (const type of ['classic', 'module'] as const)
  test(`a service worker, ${type}, delivers what was called offline when the network is back and no tab is open`, async ({
    collector,
  }) => {
    test.skip(type === 'module' && !IS_WHOLE, BY_COMMAND);
    const { folder, end } = await profile();
    const { page, kill } = await startIn(folder, 'chromium');
    const context = page.context();
    await page.goto(collector.url('/e2e/outbox.html'));
    await page.evaluate(async type => {
      await navigator.serviceWorker.register(`sync.${type}.js`, { type });
      await navigator.serviceWorker.ready;
    }, type);
    // Playwright takes the service worker offline as well, and with it Background Sync.
    await context.setOffline(true);
    const receipts = await page.evaluate(async names => {
      const { fire } = window as never as OutboxPage;
      const receipts = await Promise.all(names.map(name => fire(name)));
      const { sync } = (await navigator.serviceWorker.ready) as never as {
        sync: { register(tag: string): Promise<void> };
      };
      await sync.register('outbox');
      return receipts.map(({ outcome }) => outcome);
    }, NAMES);
    expect(receipts).toEqual(NAMES.map(() => 'stored'));
    await context.newPage();
    await page.close();
    expect(collector.arrivals).toEqual([]);
    await context.setOffline(false);
    await expect.poll(() => collector.effects()).toEqual(once(NAMES));
    await kill();
    await end();
  });

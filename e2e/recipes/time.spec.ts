import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

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

import type { VitalsReport } from '../../src/vitals.ts';
import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

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

import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

test('an order that a failing server has refused is sent again at the next visit, with the same id', async ({
  open,
  collector,
}) => {
  collector.answer = () => ({ status: 503 });
  const tab = await open(collector.url('/recipes/work.html'));
  await tab.click('button');
  const output = () => tab.evaluate(() => document.querySelector('output')?.textContent);
  await expect.poll(output).toBe('stored');
  collector.answer = () => ({ status: 204 });
  await tab.goto(collector.url('/recipes/work.html'));
  await expect.poll(() => collector.arrivals.filter(({ isAccepted }) => isAccepted).length).toBe(1);
  expect(new Set(collector.arrivals.map(({ tag }) => tag?.id)).size).toBe(1);
  expect(new Set(collector.arrivals.map(({ body }) => body.toString()))).toEqual(
    new Set(['order=7']),
  );
});

import { clickByScript } from '../support/clickByScript.ts';
import { later } from '../support/later.ts';
import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

test('errors of a page arrive together at its exit', async ({ open, own, data, last }) => {
  const tab = await open(own.url('/recipes/errors.html'));
  await clickByScript(tab, '#throw');
  await clickByScript(tab, '#reject');
  await later(tab, own);
  expect(await data()).toEqual([]);
  await tab.close();
  await expect.poll(data).toHaveLength(1);
  await last();
  expect(await data()).toEqual([
    {
      errors: [
        { message: expect.stringContaining('nowhere'), stack: expect.any(String) },
        { message: 'no answer', stack: '' },
      ],
    },
  ]);
});

test('a hidden page’s errors leave at once, with those before them', async ({
  engine,
  open,
  own,
  data,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(own.url('/recipes/errors.html'));
  await clickByScript(tab, '#reject');
  await tab.hide();
  await expect.poll(data).toHaveLength(1);
  await clickByScript(tab, '#throw');
  await expect.poll(data).toHaveLength(2);
  expect(await data()).toMatchObject([
    { errors: [{ message: 'no answer' }] },
    { errors: [{ message: 'no answer' }, { message: expect.stringContaining('nowhere') }] },
  ]);
});

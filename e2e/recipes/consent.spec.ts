import { clickByScript } from '../support/clickByScript.ts';
import { followByScript } from '../support/followByScript.ts';
import { later } from '../support/later.ts';
import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

test('a yes sends what waited for it, and no exit is lost then', async ({
  open,
  own,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/consent.html'));
  await later(tab, own);
  expect(await data()).toEqual([]);
  await clickByScript(tab, '#yes');
  await expect.poll(data).toEqual([{ view: '/recipes/consent.html' }]);
  await tab.close();
  await expect.poll(data).toEqual([{ view: '/recipes/consent.html' }, { scrolled: '0' }]);
  await last();
  expect(await data()).toHaveLength(2);
});

test('a visitor who reads another page first, comes back and says yes is counted', async ({
  open,
  own,
  data,
}) => {
  const tab = await open(own.url('/recipes/consent.html'));
  await followByScript(tab, '#away');
  await tab.back();
  await clickByScript(tab, '#yes');
  await expect.poll(data).toEqual([{ view: '/recipes/consent.html' }]);
});

for (const answer of ['no', 'nothing'])
  test(`a visitor who says ${answer} is sent nowhere`, async ({ open, own, data, last }) => {
    const tab = await open(own.url('/recipes/consent.html'));
    if (answer === 'no') await clickByScript(tab, '#no');
    await tab.follow('#away');
    await tab.close();
    await last();
    expect(await data()).toEqual([]);
  });

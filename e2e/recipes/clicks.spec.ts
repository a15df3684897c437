import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

test('a click and an outbound link arrive, and a link within the site is not counted', async ({
  open,
  own,
  server,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/clicks.html'));
  await tab.click('#buy');
  await expect.poll(data).toEqual([{ click: 'buy' }]);
  // example.com is no business of a test.
  const to = server.other.url('/e2e/away.html');
  await tab.evaluate(
    (url: string) => document.getElementById('out')?.setAttribute('href', url),
    to,
  );
  await tab.follow('#out');
  await expect.poll(data).toEqual([{ click: 'buy' }, { to }]);
  await tab.goto(own.url('/recipes/clicks.html'));
  await tab.evaluate(() => document.getElementById('in')?.setAttribute('href', 'forms.html'));
  await tab.follow('#in');
  await tab.close();
  await last();
  expect(await data()).toEqual([{ click: 'buy' }, { to }]);
});

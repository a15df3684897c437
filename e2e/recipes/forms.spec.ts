import type { Tab } from '../browsers/engine.ts';
import { isLeftOut, LEFT_OUT } from '../support/oneEngine.ts';
import { expect, test } from '../support/recipeSite.ts';

test.skip(isLeftOut, LEFT_OUT);

const type = (tab: Tab, name: string, value: string) =>
  tab.evaluate(
    ([name, value]: readonly [string, string]) => {
      const input = document.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (!input) throw new Error(name);
      input.value = value;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    [name, value] as const,
  );

test('a form that is sent is counted as sent, and not as left', async ({
  open,
  own,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/forms.html'));
  await type(tab, 'topic', 'delivery');
  await tab.follow('button');
  await expect.poll(data).toEqual([{ sent: 'delivery' }]);
  await tab.close();
  await last();
  expect(await data()).toEqual([{ sent: 'delivery' }]);
});

test('a form that is left says at which field, and nothing of what was typed', async ({
  open,
  own,
  data,
  last,
}) => {
  const tab = await open(own.url('/recipes/forms.html'));
  await type(tab, 'topic', 'delivery');
  await type(tab, 'email', 'a@example.com');
  await tab.close();
  await expect.poll(data).toEqual([{ left: 'email' }]);
  await last();
  expect(await data()).toEqual([{ left: 'email' }]);
});

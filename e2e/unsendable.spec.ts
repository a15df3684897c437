import type { Tab } from './browsers/engine.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

// What the library sends by itself has nobody who reads its receipt: the console says so.

const logged = async (tab: Tab) =>
  (await tab.errors()).filter(({ from }) => from === 'console').map(({ text }) => text);

for (const options of [{ via: 'img' }, { via: 'beacon', headers: { 'X-Id': '7' } }])
  test(`a queue with ${JSON.stringify(options)}, which no request can carry, says so in the console`, async ({
    open,
    server,
    key,
  }) => {
    const json = JSON.stringify(options);
    const tab = await open(server.url('/e2e/queue.html', { test: key, options: json }));
    await tab.evaluate(async () => {
      const { queue } = window as never as {
        queue: { push: (event: object) => void; flush: () => Promise<unknown> };
      };
      queue.push({ id: 7 });
      await queue.flush();
    });
    await expect.poll(async () => (await logged(tab)).join('\n')).toMatch(/^sendoff: /m);
  });

test('web vitals by a transport that cannot carry them are an error in the console', async ({
  engine,
  open,
  server,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(server.url('/e2e/plain.html'));
  await tab.evaluate(
    () =>
      new Promise<void>(resolve => {
        const tag = document.createElement('script');
        tag.src = '/dist/sendoff.vitals.js';
        Object.assign(tag.dataset, { url: '/collect', via: 'img' });
        tag.onload = () => requestAnimationFrame(() => setTimeout(resolve));
        document.head.append(tag);
      }),
  );
  await tab.click('h1'); // which ends the largest paint
  await tab.hide();
  await expect.poll(async () => (await logged(tab)).join('\n')).toMatch(/^sendoff: /m);
});

for (const [what, markup] of Object.entries({
  'an element':
    '<p data-sendoff="/collect" data-sendoff-on="visible" data-sendoff-via="img">Seen</p>',
  'a script tag':
    '<script src="/dist/sendoff.js" data-url="/collect" data-via="beacon" data-credentials="omit"></script>',
}))
  test(`${what} that nothing can carry says so in the console`, async ({ open, server }) => {
    const tab = await open(server.url('/e2e/calls.html', { element: markup }));
    await expect.poll(async () => (await logged(tab)).join('\n')).toMatch(/^sendoff: /m);
  });

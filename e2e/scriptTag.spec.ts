import { arrived, once } from './support/arrived.ts';
import { expect, test } from './support/test.ts';

test('the script tag works under a nonce and Trusted Types, with currentScript shadowed', async ({
  open,
  server,
}) => {
  const before = (await server.received({ query: { test: 'tag' } })).length;
  const tab = await open(server.url('/e2e/tag.html'));
  const cases = async () =>
    (await server.received({ query: { test: 'tag' } }))
      .slice(before)
      .map(({ query }) => query.case);
  await expect.poll(cases).toEqual(['visit']);
  const [visit] = (await server.received({ query: { test: 'tag' } })).slice(before);
  expect(visit?.transport).toBe('script');
  expect(visit?.query.id).toBe('7');

  // Broken JSON and a missing URL are logged, and the page's other triggers still work.
  await tab.click('#broken');
  await expect
    .poll(async () => (await tab.errors()).map(({ text }) => text).join('\n'))
    .toMatch(/data is .*\{id:7\}.*; allowed: JSON/);
  expect((await tab.errors()).map(({ text }) => text).join('\n')).toMatch(
    /data-url is "undefined"; allowed: a URL/,
  );
  await tab.follow('#away');
  await expect.poll(cases).toEqual(['visit', 'link']);
});

const CALLS = ['first', 'second', 'third'];

test('calls made before the file arrives are kept in order and replayed', async ({
  open,
  server,
  key,
  marker,
}) => {
  const tab = await open(server.url('/e2e/snippet.html', { test: key }));
  expect(await arrived(server, key)).toEqual({});
  await tab.click('#arrive');
  await expect.poll(() => arrived(server, key)).toEqual(once(['first', 'third']));
  const [first, third] = await server.received({ query: { test: key } });
  expect(first?.tag?.n).toBe(1);
  expect(third?.tag?.n).toBeGreaterThan(1);
  const receipts = () => tab.evaluate(() => (window as never as { receipts: [] }).receipts.length);
  await expect.poll(receipts).toBe(2);
  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toEqual(once(CALLS));
  await tab.close();
  await marker();
  expect(await arrived(server, key)).toEqual(once(CALLS));
});

for (const exit of ['a link', 'closing the tab'])
  test(`a visitor who leaves by ${exit} before the file arrives loses no call`, async ({
    open,
    server,
    key,
    marker,
  }) => {
    const tab = await open(server.url('/e2e/snippet.html', { test: key, late: true }), 'parsed');
    await (exit === 'a link' ? tab.follow('#away') : tab.close());
    await expect.poll(() => arrived(server, key)).toEqual(once(CALLS));
    if (exit === 'a link') await tab.close();
    await marker();
    const received = await server.received({ query: { test: key } });
    expect(Object.fromEntries(received.map(({ query, data }) => [query.case, data]))).toEqual({
      first: { id: '7' },
      second: { id: '8' },
      third: 'text',
    });
  });

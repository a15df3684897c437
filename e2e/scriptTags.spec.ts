import { arrived, once } from './support/arrived.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

test('two script tags of the same file count their triggers together', async ({
  open,
  server,
  key,
}) => {
  const to = (name: string) => `/collect?test=${key}&case=${name}`;
  const tags = JSON.stringify([{ 'data-url': to('first') }, { 'data-url': to('second') }]);
  const calls = JSON.stringify([[to('call'), {}]]);
  await open(server.url('/e2e/calls.html', { tags, calls }));
  const cases = ['first', 'second', 'call'];
  await expect.poll(() => arrived(server, key)).toEqual(once(cases));
  const received = await server.received({ query: { test: key } });
  expect(new Set(received.map(({ tag }) => tag?.page)).size).toBe(1);
  const numbers = received.map(({ query, tag }) => [query.case, tag?.n]);
  expect(Object.fromEntries(numbers)).toEqual({ first: 1, second: 2, call: 3 });
});

test('a space after a comma in a script tag’s list of transports is no mistake', async ({
  open,
  server,
  key,
}) => {
  const to = `/collect?test=${key}&case=list`;
  const tags = JSON.stringify([{ 'data-url': to, 'data-via': 'beacon, img' }]);
  await open(server.url('/e2e/calls.html', { tags }));
  await expect.poll(() => arrived(server, key)).toEqual(once(['list']));
});

test('page views have different ids where Math.random always gives the same', async ({
  open,
  server,
  key,
}) => {
  const page = (name: string) =>
    server.url('/e2e/calls.html', {
      random: 0.5,
      calls: JSON.stringify([[`/collect?test=${key}&case=${name}`, {}]]),
    });
  const tab = await open(page('first'));
  await tab.goto(page('second'));
  await expect.poll(() => arrived(server, key)).toEqual(once(['first', 'second']));
  const received = await server.received({ query: { test: key } });
  expect(new Set(received.map(({ tag }) => tag?.page)).size).toBe(2);
});

import { arrived, once } from './support/arrived.ts';
import { expect, test } from './support/test.ts';

// Each has the name of a type that needs no preflight somewhere in its own.
const TYPES = ['application/vnd.performance+json', 'application/x-plain', 'model/form'];

test('a blob goes to another origin without asking first, whatever its type resembles', async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  const cases = TYPES.flatMap(type => ['fetch', 'beacon'].map(via => `${via} ${type}`));
  await tab.evaluate(
    async ({ to, cases }: { to: string; cases: string[] }) => {
      const { sendoff } = window as never as {
        sendoff: (url: string, options: object) => Promise<unknown>;
      };
      await Promise.all(
        cases.map(name => {
          const [via, type = ''] = name.split(' ');
          const data = new Blob(['{"id":7}'], { type });
          return sendoff(`${to}&case=${encodeURIComponent(name)}`, { via, data });
        }),
      );
    },
    { to: server.other.url('/collect', { test: key }), cases },
  );
  await expect.poll(() => arrived(server.other, key)).toEqual(once(cases));
  const asked = await server.other.log({ event: 'preflight', query: { test: key } });
  expect(asked.map(entry => 'query' in entry && entry.query?.case)).toEqual([]);
});

import { expect } from './support/test.ts';
import { test } from './support/witness.ts';

type Receipt = { outcome: string; via?: string; attempts: { via: string; result: string }[] };

const send = async ({ to, ...options }: { to: string; via?: string | readonly string[] }) =>
  (window as never as { sendoff: (url: string, options: object) => Promise<Receipt> }).sendoff(
    to,
    options,
  );

/** What a page's own scripts do with the list of what the browser has timed. */
const buffers: Readonly<Record<string, () => void>> = {
  'as it is': () => {},
  full: () => performance.setResourceTimingBufferSize(0),
  'cleared again and again': () =>
    new PerformanceObserver(() => performance.clearResourceTimings()).observe({ type: 'resource' }),
};

for (const via of ['fetch', 'beacon'])
  for (const [buffer, arrange] of Object.entries(buffers))
    test(`a redirect of a ${via} that the policy stops is not followed by a second call, with the list of resources ${buffer}`, async ({
      open,
      server,
      witness,
    }) => {
      const policy = `connect-src ${witness.origin}; img-src ${witness.origin}`;
      const tab = await open(server.url('/e2e/csp.html', { policy }));
      await tab.evaluate(arrange);
      const to = witness.url('/moved', { redirect: server.other.url('/collect') });
      const { outcome } = await tab.evaluate(send, { to, via: [via, 'img'] });
      // A beacon's receipt comes first. What came a second time would have come by `/later`.
      await expect.poll(() => witness.asked.length).toBeGreaterThan(0);
      await tab.evaluate(async (url: string) => {
        await fetch(url, { mode: 'no-cors' });
      }, witness.url('/later'));
      const asked = witness.asked.map(({ method, path }) => `${method} ${path}`);
      expect(asked).toEqual(['POST /moved', 'GET /later']);
      // An answer was not seen; and a beacon's redirect is not the page's to know.
      expect(via === 'fetch' ? ['failed', 'queued'] : ['queued']).toContain(outcome);
    });

test('an address whose redirect a policy has stopped once gets the next call by fetch', async ({
  open,
  server,
  witness,
}) => {
  // Images may not go there: what does not come by fetch does not come.
  const policy = `connect-src ${witness.origin}; img-src 'none'`;
  const tab = await open(server.url('/e2e/csp.html', { policy }));
  const to = (n: number) =>
    witness.url('/moved', { n: `${n}`, redirect: server.other.url('/collect'), first: '' });
  await tab.evaluate(send, { to: to(1) });
  const second = await tab.evaluate(send, { to: to(2) });
  expect(second).toMatchObject({ outcome: 'acknowledged', via: 'fetch' });
  expect(second.attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  expect(witness.asked.map(({ query }) => query.n)).toEqual(['1', '2']);
});

import { arrived, once } from './support/arrived.ts';
import { listen } from './support/listen.ts';
import { expect, test } from './support/test.ts';

type Attempt = { via: string; result: string; reason?: string };
type Receipt = { outcome: string; via?: string; attempts: Attempt[] };
type Page = {
  sendoff: (url: string, options: object) => Promise<Receipt>;
  violations: [directive: string, url: string][];
};

const send = async ({ to, ...options }: { to: string; via?: string | string[]; when?: string }) =>
  (window as never as Page).sendoff(to, { data: { id: 7 }, ...options });

const results = ({ attempts }: Receipt) =>
  attempts.map(({ via, result, reason }) => [via, result, reason]);

test("where connect-src is 'none' the default trigger goes by img, once", async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/csp.html', { policy: "connect-src 'none'" }));
  const to = (name: string) => server.url('/collect', { test: key, case: name });

  const first = await tab.evaluate(send, { to: to('first') });
  expect(first).toMatchObject({ outcome: 'acknowledged', via: 'img' });
  expect(results(first)).toEqual([
    ['fetch', 'blocked', 'connect-src'],
    ['beacon', 'blocked', 'connect-src'],
    ['img', 'sent', undefined],
  ]);
  // What the policy says is known now: no violation more for each trigger.
  const violations = await tab.evaluate(() => (window as never as Page).violations.length);
  expect(await tab.evaluate(send, { to: to('second') })).toMatchObject({ via: 'img' });
  expect(await tab.evaluate(() => (window as never as Page).violations.length)).toBe(violations);

  await expect.poll(() => arrived(server, key)).toEqual(once(['first', 'second']));
});

test('a policy that a starved Firefox reports late still moves the trigger to the next transport', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(engine.name !== 'firefox', 'elsewhere it is reported before the request fails');
  const tab = await open(server.url('/e2e/csp.html', { policy: "connect-src 'none'" }));
  await tab.evaluate(() => {
    const hold = (event: SecurityPolicyViolationEvent) => {
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      const late = new SecurityPolicyViolationEvent(event.type, event);
      setTimeout(() => document.dispatchEvent(late), 400);
    };
    addEventListener('securitypolicyviolation', hold, true);
  });
  const receipt = await tab.evaluate(send, { to: server.url('/collect', { test: key }) });
  expect(receipt).toMatchObject({ outcome: 'acknowledged', via: 'img' });
});

test('an image that stands in does not hold the load event', async ({ open, server, key }) => {
  // Longer than the slowest machine takes to load the page.
  const ms = 60_000;
  const to = server.url('/scripts/slow', { ms, test: key });
  const tab = await open(server.url('/e2e/csp.html', { policy: "connect-src 'none'", to }));
  const [loaded] = await tab.evaluate(() => [
    (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventStart,
  ]);
  expect(loaded).toBeLessThan(ms);
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ tag }) => tag))
    .toMatchObject([{ via: 'img', when: 'load' }]);
});

test('a blocked beacon is never said to be queued', async ({ open, server, key }) => {
  const tab = await open(server.url('/e2e/csp.html', { policy: "connect-src 'none'" }));
  const to = server.url('/collect', { test: key });
  const receipt = await tab.evaluate(send, { to, via: 'beacon' });
  expect(receipt.outcome).toBe('failed');
  // Firefox says `false`, and what goes in its place meets the policy.
  expect(results(receipt).at(-1)?.slice(1)).toEqual(['blocked', 'connect-src']);
});

test('where everything is blocked the receipt names the directives, and the page goes on', async ({
  open,
  server,
  key,
  marker,
}) => {
  const policy = "default-src 'none'; script-src 'unsafe-inline'";
  const tab = await open(server.url('/e2e/csp.html', { policy }));
  const to = server.url('/collect', { test: key });
  const receipt = await tab.evaluate(send, { to });
  expect(receipt.outcome).toBe('failed');
  expect(results(receipt)).toEqual([
    ['fetch', 'blocked', 'connect-src'],
    ['beacon', 'blocked', 'connect-src'],
    ['img', 'blocked', 'img-src'],
  ]);
  const script = await tab.evaluate(send, { to, via: 'script' });
  expect(script.outcome).toBe('failed');
  expect(results(script)).toEqual([['script', 'blocked', 'script-src-elem']]);
  // Each engine says in its console what the policy blocks.
  expect(
    (await tab.errors()).filter(
      ({ text }) => !/Content.Security.Policy|Failed to fetch|Load/i.test(text),
    ),
  ).toEqual([]);
  await tab.close();
  await marker();
  expect(await arrived(server, key)).toEqual({});
});

test('a policy that only reports blocks no trigger, and moves none to another transport', async ({
  open,
  server,
  key,
}) => {
  const directives = ['connect-src', 'img-src', 'script-src-elem'];
  const reportOnly = directives.map(directive => `${directive} 'none'`).join('; ');
  const tab = await open(server.url('/e2e/csp.html', { reportOnly }));
  const cases: string[] = [];
  // The second round meets what has been reported in the first.
  for (const round of ['first', 'second'])
    for (const [via, next] of [
      ['beacon', 'img'],
      ['fetch', 'img'],
      ['img', 'fetch'],
      ['script', 'fetch'],
    ] as const) {
      const name = `${round}.${via}`;
      const to = server.url('/collect', { test: key, case: name });
      const receipt = await tab.evaluate(send, { to, via: [via, next] });
      expect(results(receipt), name).toEqual([[via, 'sent', undefined]]);
      cases.push(name);
    }
  const violations = await tab.evaluate(() => (window as never as Page).violations);
  expect(new Set(violations.map(([directive]) => directive))).toEqual(new Set(directives));
  await expect.poll(() => arrived(server, key)).toEqual(once(cases));
});

test('what a policy stops at a redirect has left already: it is not sent again', async ({
  open,
  server,
  key,
}) => {
  let asked = 0;
  const { origin, end } = await listen((_, response) => {
    asked++;
    response.writeHead(307, { Location: server.other.url('/collect', { test: key }) }).end();
  });
  const tab = await open(
    server.url('/e2e/csp.html', { policy: `connect-src ${origin}; img-src ${origin}` }),
  );
  const receipt = await tab.evaluate(send, { to: `${origin}/?test=${key}`, via: ['fetch', 'img'] });
  end();
  expect(receipt).toMatchObject({ outcome: 'failed', via: 'fetch' });
  expect(asked).toBe(1);
});

test("what a policy blocks goes by img also when document.open() has erased the page's listeners", async ({
  open,
  server,
  key,
}) => {
  const tab = await open(server.url('/e2e/csp.html', { policy: "connect-src 'none'" }));
  const to = server.url('/collect', { test: key });
  expect(await tab.evaluate(send, { to })).toMatchObject({ via: 'img' });
  await tab.evaluate(() => {
    document.open();
    document.write('<!doctype html><title>Rewritten</title>');
    document.close();
  });
  // What is known of one address says nothing of another.
  const other = server.other.url('/collect', { test: key, case: 'after' });
  const receipt = await tab.evaluate(send, { to: other, via: ['beacon', 'img'] });
  expect(results(receipt).at(-1)).toEqual(['img', 'sent', undefined]);
  await expect.poll(() => arrived(server.other, key)).toEqual(once(['after']));
});

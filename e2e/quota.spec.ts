import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

type Receipt = { outcome: string; attempts: { via: string; result: string; reason?: string }[] };
type Send = (url: string, options: object) => Promise<Receipt>;

interface Burst {
  to: string;
  count: number;
  bytes: number;
  via?: string;
  /** What another script of the page holds of the quota, and for how long. */
  foreign?: { to: string; bytes: number };
}

/** Makes triggers in one task. */
const burst = async ({ to, count, bytes, via, foreign }: Burst) => {
  const send = (window as never as { sendoff: Send }).sendoff;
  if (foreign)
    fetch(foreign.to, { method: 'POST', keepalive: true, body: 'x'.repeat(foreign.bytes) });
  const receipts = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      send(`${to}&case=${index}`, { data: 'é'.repeat(bytes / 2), ...(via && { via }) }),
    ),
  );
  return receipts;
};

const KIB = 1024;
const CASES: [what: string, burst: Omit<Burst, 'to' | 'foreign'>, foreign?: number][] = [
  ['five of 30 KiB at once', { count: 5, bytes: 30 * KIB }],
  ['five of 30 KiB at once by beacon', { count: 5, bytes: 30 * KIB, via: 'beacon' }],
  ['one of 200 KiB', { count: 1, bytes: 200 * KIB }],
  ['one of 200 KiB by beacon', { count: 1, bytes: 200 * KIB, via: 'beacon' }],
  ['300 small ones', { count: 300, bytes: 2 }],
  ['300 small ones by beacon', { count: 300, bytes: 2, via: 'beacon' }],
  ['five of 30 KiB beside 60 KiB of another script', { count: 5, bytes: 30 * KIB }, 60 * KIB],
];

for (const [what, { count, bytes, via }, held] of CASES) {
  // Small ones must all be in flight together.
  const path = count > 5 ? '/scripts/slow' : '/collect';
  test(`${what} in one task all arrive whole, once each`, async ({
    engineName,
    open,
    server,
    key,
  }) => {
    test.skip(via === 'beacon' && isLeftOut({ engineName }), LEFT_OUT);
    const tab = await open(server.url('/e2e/sdk.html', { test: key }));
    const receipts = await tab.evaluate(burst, {
      to: server.url(path, { test: key, ms: 30 }),
      count,
      bytes,
      ...(via && { via }),
      ...(held && { foreign: { to: server.url('/scripts/slow', { ms: 5000 }), bytes: held } }),
    });
    const failed = receipts.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toEqual([]);
    await expect
      .poll(async () => (await server.received({ query: { test: key } })).length)
      .toBe(count);
    // What came twice would have come by now.
    await tab.evaluate(to => void navigator.sendBeacon(to), server.url('/collect', { after: key }));
    await expect
      .poll(async () => (await server.received({ query: { after: key } })).length)
      .toBe(1);
    const received = await server.received({ query: { test: key } });
    expect(new Set(received.map(({ query }) => query.case)).size).toBe(count);
    expect(received.map(request => request.bytes)).toEqual(Array(count).fill(bytes));
  });
}

test('a page that is hidden sends what has no room by whatever takes it', async ({
  engine,
  open,
  server,
  key,
}) => {
  test.skip(!engine.canHide, 'this build keeps every page visible');
  const tab = await open(server.url('/e2e/sdk.html', { test: key }));
  await tab.evaluate(
    ({ to, bytes }) => {
      const page = window as never as { sendoff: Send; sent: Promise<Receipt> };
      page.sent = page.sendoff(to, { when: 'hidden', data: 'x'.repeat(bytes) });
    },
    { to: server.url('/collect', { test: key }), bytes: 200 * KIB },
  );
  await tab.hide();
  const { outcome, attempts } = await tab.evaluate(
    () => (window as never as { sent: Promise<Receipt> }).sent,
  );
  const refused = {
    via: 'fetch',
    result: 'too-large',
    reason: `${200 * KIB} > ${64 * KIB} bytes`,
  };
  // At an exit a beacon goes first there, and has no such limit.
  expect(attempts[0]).toEqual(
    engine.name === 'firefox' ? { via: 'beacon', result: 'sent' } : refused,
  );
  expect(outcome).not.toBe('failed');
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ bytes }) => bytes))
    .toEqual([200 * KIB]);
});

import type { Tab } from './browsers/engine.ts';
import { arrived, once } from './support/arrived.ts';
import { expect, test } from './support/test.ts';

// A frame of another site has its own process, which Firefox ends with its last page.

const TRIGGERS = ['default.hidden', 'beacon.hidden'];
const nth = TRIGGERS.map(name => `${name}.NTH`).join();

const exits: Record<string, (tab: Tab) => Promise<void>> = {
  'its page is left by a link': tab => tab.follow('#away'),
  'its tab is closed': tab => tab.close(),
  // The last frame stays, and the process with it: else Firefox calls not even a bare listener.
  'it is removed': tab => tab.click('#remove'),
};

for (const [exit, leave] of Object.entries(exits))
  test(`what waits for hidden in a frame of another site leaves once when ${exit}`, async ({
    engine,
    open,
    server,
    key,
    marker,
  }) => {
    test.skip(engine.name === 'firefox' && exit.includes('link'), 'the next test has it');
    const removed = exit === 'it is removed';
    const frame = server.other.url('/e2e/exits.html', { test: key, triggers: nth });
    const tab = await open(server.url('/e2e/framer.html', { frame, count: removed ? 2 : 1 }));
    await leave(tab);
    const first = once(TRIGGERS.map(name => `${name}.1`));
    await expect.poll(() => arrived(server.other, key)).toEqual(first);
    if (exit !== 'its tab is closed') await tab.close();
    await marker();
    const second = removed ? once(TRIGGERS.map(name => `${name}.2`)) : {};
    expect({ ...second, ...(await arrived(server.other, key)) }).toEqual({ ...first, ...second });
  });

test('in a frame whose process ends with its page, what waits for hidden leaves in visibilitychange', async ({
  engine,
  open,
  server,
  key,
  marker,
}) => {
  // Of 48 runs two requests each came whole in 44 from a bare visibilitychange listener, in 32 by
  // sendoff when it sent them in pagehide, which Firefox fires first.
  test.skip(engine.name !== 'firefox', 'elsewhere pagehide is as sure');
  const away = server.url('/e2e/away.html');
  const tab = await open(away);
  for (let run = 1; run <= 4; run++) {
    const query = { test: key, triggers: 'default.hidden.NTH', note: true };
    const frame = server.other.url('/e2e/exits.html', query);
    await tab.goto(server.url('/e2e/framer.html', { frame, count: 1, unload: true }));
    await tab.goto(away);
  }
  await marker();
  const received = await server.other.received({ query: { test: key } });
  expect(received.length).toBeGreaterThan(0);
  for (const { query } of received) expect(query.event).toBe('visibilitychange');
});

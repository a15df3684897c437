import { arrived, once } from './support/arrived.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

type Page = Window & {
  sendoff: (url: string, options: object) => Promise<{ outcome: string }>;
  unmount(): void;
};

const VIAS = ['fetch', 'beacon', 'img', 'script'];
const LATE = ['hidden', 'pagehide'];

test('an application in a micro-frontend triggers by each transport, and at the exit also when it was unmounted', async ({
  open,
  server,
  key,
  marker,
}) => {
  const tab = await open(server.url('/e2e/microFrontend.html'));
  await expect.poll(() => tab.evaluate(() => 'sendoff' in window)).toBe(true);
  const to = server.url('/collect', { test: key });
  const outcomes = await tab.evaluate(
    async ({ to, vias, late }: { to: string; vias: string[]; late: string[] }) => {
      const { sendoff, unmount } = window as never as Page;
      for (const when of late) sendoff(`${to}&case=${when}`, { when });
      const receipts = await Promise.all(vias.map(via => sendoff(`${to}&case=${via}`, { via })));
      unmount();
      return receipts.map(({ outcome }) => outcome);
    },
    { to, vias: VIAS, late: LATE },
  );
  expect(outcomes).toEqual(['acknowledged', 'queued', 'acknowledged', 'acknowledged']);
  expect(await arrived(server, key)).toEqual(once(VIAS));

  await tab.follow('#away');
  await expect.poll(() => arrived(server, key)).toEqual(once([...VIAS, ...LATE]));
  // By the page's own events: not by the copy that Chromium holds.
  const late = (await server.received({ query: { test: key } })).slice(VIAS.length);
  expect(late.map(({ tag }) => tag?.via)).toEqual(LATE.map(() => 'fetch'));
  await tab.close();
  await marker();
  expect(await arrived(server, key)).toEqual(once([...VIAS, ...LATE]));
});

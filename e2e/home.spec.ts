import type { Tab } from './browsers/engine.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

test.skip(isLeftOut, LEFT_OUT);

/** How long the page's slow script works, in milliseconds. */
const SLOW = 1500;

interface Visit {
  load: number;
  /** `yes`, or `no`. */
  received: string | undefined;
}

/** What the page says of each visit, once it knows all of it. */
function readVisits(): Record<string, Visit> | undefined {
  const visits = [...document.querySelectorAll<HTMLElement>('.visit')];
  if (visits.some(({ dataset }) => !dataset.received || !dataset.load)) return undefined;
  return Object.fromEntries(
    visits.map(({ dataset: { fault, by, load, received } }) => [
      `${fault} by ${by}`,
      { load: Number(load), received },
    ]),
  );
}

function received(visits: Record<string, Visit> | undefined) {
  return (
    visits && Object.fromEntries(Object.entries(visits).map(([name, it]) => [name, it.received]))
  );
}

test('the home page shows both faults happening by hand, and not with sendoff', async ({
  engineName,
  open,
  server,
}) => {
  const tab = await open(server.url('/'));
  // WebKit gives a frame that is led elsewhere while it loads no event, mostly: no bare listener either.
  const leaves = engineName !== 'webkit';
  const watch = async () => {
    await expect
      .poll(async () => received(await tab.evaluate(readVisits)))
      .toEqual({
        'held by hand': 'yes',
        'held by sendoff': 'yes',
        'lost by hand': 'no',
        'lost by sendoff': leaves ? 'yes' : expect.stringMatching(/yes|no/),
      });
    return (await tab.evaluate(readVisits)) as Record<string, Visit>;
  };
  let visits = await watch();
  expect(visits['held by hand']?.load).toBeGreaterThanOrEqual(SLOW);
  // How much earlier the page has loaded with sendoff: a busy machine slows either visit now and then.
  const gain = () => Number(visits['held by hand']?.load) - Number(visits['held by sendoff']?.load);
  for (let again = 0; again < 4 && gain() < SLOW / 2; again++) {
    await runAgain(tab);
    visits = await watch();
  }
  expect(gain()).toBeGreaterThan(SLOW / 2);
  // Other specs open this page too: only this view's requests count.
  const view = await tab.evaluate(readView);
  expect(await server.received({ query: { view, fault: 'lost', by: 'hand' } })).toEqual([]);
  if (leaves)
    expect(await server.received({ query: { view, fault: 'lost', by: 'sendoff' } })).toHaveLength(
      1,
    );
});

/** What marks the requests of the page's present run. */
function readView(): string {
  const frame = document.querySelector('[data-testid=held-hand] iframe') as HTMLIFrameElement;
  return new URL(frame.src).searchParams.get('view') ?? '';
}

function isReady(): boolean {
  return !document.querySelector<HTMLButtonElement>('#again')?.disabled;
}

/** Runs the visits again, and resolves to what marks their requests. */
async function runAgain(tab: Tab): Promise<string> {
  await expect.poll(() => tab.evaluate(isReady)).toBe(true);
  const before = await tab.evaluate(readView);
  await tab.click('#again');
  await expect.poll(() => tab.evaluate(readView)).not.toBe(before);
  return tab.evaluate(readView);
}

test('the home page runs its visits again', async ({ engineName, open, server }) => {
  test.skip(engineName !== 'chromium', 'the page does it: no browser makes a difference');
  const tab = await open(server.url('/'));
  await expect.poll(() => tab.evaluate(readVisits)).toBeTruthy();
  const view = await runAgain(tab);
  const query = { view, fault: 'held', by: 'sendoff' };
  await expect.poll(async () => (await server.received({ query })).length).toBe(1);
});

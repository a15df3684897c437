import { arrived, once } from './support/arrived.ts';
import { later } from './support/later.ts';
import { expect } from './support/test.ts';
import { test } from './support/witness.ts';

type Send = (url: string, options: object) => Promise<{ outcome: string }>;

/** What a page with a strict policy has; `strict-dynamic` lets pass what its own scripts insert. */
const STRICT =
  "script-src 'nonce-n0nce' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types sendoff";

for (const [where, policy] of [
  ['of a plain page', false],
  ['of a page with a nonce and Trusted Types', STRICT],
] as const)
  test(`no element ${where} runs a script, seen or clicked`, async ({
    open,
    server,
    key,
    witness,
  }) => {
    const elements = ['visible', 'click'].flatMap(on =>
      ['script', 'script,img'].map((via, n) => ({
        id: `${on}${n}`,
        'data-sendoff': witness.url(`/${on}${n}`, { script: 'window.foreign = true' }),
        'data-sendoff-on': on,
        'data-sendoff-via': via,
      })),
    );
    const last = { id: 'last', 'data-sendoff': `/collect?test=${key}&case=last` };
    const tab = await open(
      server.url('/e2e/markup.html', { policy, elements: JSON.stringify([...elements, last]) }),
    );
    for (const selector of ['#click0', '#click1', '#last']) await tab.click(selector);
    await expect.poll(() => arrived(server, key)).toEqual(once(['last']));
    await later(tab, server);

    const scripts = witness.asked.filter(({ headers }) => headers['sec-fetch-dest'] === 'script');
    expect(scripts.map(({ path }) => path)).toEqual([]);
    expect(await tab.evaluate(() => 'foreign' in window)).toBe(false);
    // Each of the four logs it to the console.
    const logged = (await tab.errors()).filter(
      ({ from, text }) => from === 'console' && /sendoff.*via.*script/.test(text),
    );
    expect(logged).toHaveLength(4);
  });

test('an element that is only seen sends no cookie, whatever it asks for', async ({
  open,
  witness,
}) => {
  const visible = [
    { id: 'default' },
    { id: 'include', 'data-sendoff-credentials': 'include' },
    { id: 'img', 'data-sendoff-via': 'img' },
    { id: 'beacon', 'data-sendoff-via': 'beacon' },
    { id: 'list', 'data-sendoff-via': 'beacon,img', 'data-sendoff-credentials': 'include' },
    { id: 'disguised', 'data-sendoffon': 'click' },
  ].map(attributes => ({
    'data-sendoff': `/${attributes.id}`,
    'data-sendoff-on': 'visible',
    ...attributes,
  }));
  const clicked = { id: 'clicked', 'data-sendoff': '/clicked' };
  const elements = JSON.stringify([...visible, clicked]);
  const tab = await open(witness.url('/e2e/markup.html', { cookie: 'visitor=7', elements }));
  const paths = () => witness.asked.map(({ path }) => path);
  await expect.poll(paths).toContain('/default');
  await expect.poll(paths).toContain('/include');
  await expect.poll(paths).toContain('/disguised');
  await tab.click('#clicked');
  await expect.poll(paths).toContain('/clicked');

  // The click shows that there is a cookie, and that it would have been seen.
  const withCookie = witness.asked.filter(({ headers }) => headers.cookie !== undefined);
  expect(withCookie.map(({ path }) => path)).toEqual(['/clicked']);
});

test('headers in an attribute are JSON, and arrive', async ({ open, witness }) => {
  const elements = JSON.stringify([
    { id: 'right', 'data-sendoff': '/right', 'data-sendoff-headers': '{"X-Id":"7"}' },
  ]);
  const tab = await open(witness.url('/e2e/markup.html', { elements }));
  await tab.click('#right');
  await expect
    .poll(() => witness.asked.map(({ path, headers }) => [path, headers['x-id']]))
    .toEqual([['/right', '7']]);
});

test('headers in an attribute that are no JSON are an error in the console', async ({
  open,
  witness,
}) => {
  const elements = JSON.stringify([
    { id: 'wrong', 'data-sendoff': '/wrong', 'data-sendoff-headers': 'X-Id: 7' },
  ]);
  const tab = await open(witness.url('/e2e/markup.html', { elements }));
  await tab.click('#wrong');
  await expect
    .poll(async () => (await tab.errors()).map(({ text }) => text).join('\n'))
    .toMatch(/sendoff: .*headers.*X-Id: 7.*allowed/);
  expect(witness.asked).toEqual([]);
});

test('a space after a comma does not make a list of transports wrong', async ({
  open,
  server,
  key,
}) => {
  const elements = JSON.stringify([
    { id: 'list', 'data-sendoff': `/collect?test=${key}`, 'data-sendoff-via': 'beacon, img' },
  ]);
  const tab = await open(server.url('/e2e/markup.html', { elements }));
  await tab.click('#list');
  await expect
    .poll(async () => (await server.received({ query: { test: key } })).map(({ tag }) => tag?.via))
    .toEqual(['beacon']);
});

test('a script that code asks for runs where the page keeps Trusted Types policies to its own', async ({
  open,
  server,
  witness,
}) => {
  const tab = await open(server.url('/e2e/markup.html', { policy: 'trusted-types app' }));
  const { outcome } = await tab.evaluate(
    (url: string) => (window as never as { sendoff: Send }).sendoff(url, { via: 'script' }),
    witness.url('/asked', { script: 'window.ran = true' }),
  );
  expect(outcome).toBe('acknowledged');
  expect(await tab.evaluate(() => 'ran' in window)).toBe(true);
});

test('a second copy of the SDK runs a script too where each policy name may be used once', async ({
  open,
  server,
  witness,
}) => {
  const tab = await open(
    server.url('/e2e/markup.html', { policy: 'trusted-types sendoff', copy: true }),
  );
  const outcomes = await tab.evaluate(
    async (url: string) => {
      type Page = { copied: Promise<void>; sendoff: Send; copy: Send };
      const page = window as never as Page;
      await page.copied;
      const first = await page.sendoff(url, { via: 'script' });
      const second = await page.copy(url, { via: 'script' });
      return [first.outcome, second.outcome];
    },
    witness.url('/asked', { script: 'window.ran = (window.ran ?? 0) + 1' }),
  );
  expect(outcomes).toEqual(['acknowledged', 'acknowledged']);
  expect(await tab.evaluate(() => (window as never as { ran: number }).ran)).toBe(2);
});

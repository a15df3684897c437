import { arrived } from './support/arrived.ts';
import { listen, passOn } from './support/listen.ts';
import { isLeftOut, LEFT_OUT } from './support/oneEngine.ts';
import { expect, test } from './support/test.ts';

// A page under Cross-Origin-Embedder-Policy gets an error for another origin's answer that does not let it in.

test.skip(isLeftOut, LEFT_OUT);

const ISOLATION = {
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

type Send = (url: string, options: object) => Promise<{ outcome: string }>;

for (const via of ['fetch', 'img', 'script'])
  test(`a cross-origin isolated page sees that another origin has answered its ${via}`, async ({
    open,
    server,
    key,
  }) => {
    const page = await listen(async ({ url }, response) =>
      passOn(await fetch(server.origin + url), response, ISOLATION),
    );
    const tab = await open(`${page.origin}/e2e/calls.html`);
    const { outcome } = await tab.evaluate(
      ([to, via]) => (window as never as { sendoff: Send }).sendoff(to, { via }),
      [server.other.url('/collect', { test: key, case: via }), via] as const,
    );
    expect(outcome).toBe('acknowledged');
    await expect.poll(() => arrived(server.other, key)).toEqual({ [via]: 1 });
    page.end();
  });

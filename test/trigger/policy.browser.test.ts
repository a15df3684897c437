import { expect, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { server } from './server.ts';
import { violate } from './violate.ts';

test('a redirect that is stopped blocks nothing that leaves meanwhile', async () => {
  const answers: (() => void)[] = [];
  const seen = server(() => new Promise(resolve => answers.push(() => resolve(new Response()))));
  const first = trigger('/s');
  await expect.poll(() => seen.length).toBe(1);
  const second = trigger('/s');
  violate('connect-src');
  await expect.poll(() => seen.length).toBe(2);
  for (const answer of answers) answer();
  for (const { attempts } of await Promise.all([first, second]))
    expect(attempts).toEqual([{ via: 'fetch', result: 'sent' }]);
  const third = trigger('/s');
  await expect.poll(() => seen.length).toBe(3);
  answers[2]?.();
  expect(await third).toMatchObject({ outcome: 'acknowledged', via: 'fetch' });
});

test('a script that was blocked is tried again: another nonce may let it pass', async () => {
  const seen = server(() => new Response('', { headers: { 'Content-Type': 'text/javascript' } }));
  const blocked = trigger('/s', { via: 'script', when: 'now' });
  violate('script-src-elem');
  expect((await blocked).attempts).toEqual([
    { via: 'script', result: 'blocked', reason: 'script-src-elem' },
  ]);
  const { attempts } = await trigger('/s', { via: 'script', when: 'now', nonce: 'abc' });
  expect(attempts).toEqual([{ via: 'script', result: 'sent' }]);
  expect(seen).toHaveLength(2);
});

test('what a policy is known to stop is not left with the browser, and an image goes by itself', async () => {
  const armed: string[] = [];
  vi.stubGlobal('fetchLater', (url: string) => {
    armed.push(new URL(url).pathname);
    return { activated: false };
  });
  server(() => new Response(null, { status: 204 }));
  const blocked = trigger('/s', { via: 'fetch' });
  violate('connect-src');
  expect((await blocked).attempts).toEqual([
    { via: 'fetch', result: 'blocked', reason: 'connect-src' },
  ]);
  const sent = trigger('/s', { via: 'img', when: 'pagehide' });
  const other = trigger('/other', { via: 'beacon', when: 'pagehide' });
  await expect.poll(() => armed).toEqual(['/other']);
  dispatchEvent(new Event('pagehide'));
  dispatchEvent(new Event('pageshow'));
  // The policy may let an image pass.
  expect((await sent).attempts).toEqual([{ via: 'img', result: 'sent' }]);
  await other;
  vi.unstubAllGlobals();
});

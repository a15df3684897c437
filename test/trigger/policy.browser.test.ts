import { expect, onTestFinished, test, vi } from 'vitest';
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
  let answer = Response.error;
  const seen = server(() => answer());
  const blocked = trigger('/s', { via: 'script', when: 'now' });
  violate('script-src-elem');
  expect((await blocked).attempts).toEqual([
    { via: 'script', result: 'blocked', reason: 'script-src-elem' },
  ]);
  answer = () => new Response('', { headers: { 'Content-Type': 'text/javascript' } });
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
  server(Response.error);
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

test('a beacon that a policy stops as the page is hidden goes the next way: the page lives', async () => {
  vi.stubGlobal('fetchLater', undefined);
  const hidden = vi.spyOn(Document.prototype, 'hidden', 'get').mockReturnValue(true);
  vi.spyOn(navigator, 'sendBeacon').mockImplementation(() => {
    setTimeout(() => violate('connect-src', '/hidden'));
    return true;
  });
  onTestFinished(() => {
    hidden.mockRestore();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
  const { attempts } = await trigger('/hidden', { via: ['beacon', 'img'], when: 'hidden' });
  expect(attempts).toEqual([
    { via: 'beacon', result: 'blocked', reason: 'connect-src' },
    { via: 'img', result: 'sent' },
  ]);
});

test('a script that is loading by its nonce hides no other that is stopped', async () => {
  const fails: (() => void)[] = [];
  const seen = server(() => new Promise(resolve => fails.push(() => resolve(Response.error()))));
  const first = trigger('/s', { via: 'script', when: 'now', nonce: 'abc' });
  await expect.poll(() => seen.length).toBe(1);
  const second = trigger('/s', { via: ['script', 'beacon'], when: 'now' });
  violate('script-src-elem');
  await expect.poll(() => seen.length).toBe(2);
  for (const fail of fails) fail();
  expect((await first).attempts).toEqual([{ via: 'script', result: 'sent' }]);
  expect((await second).attempts[0]).toEqual({
    via: 'script',
    result: 'blocked',
    reason: 'script-src-elem',
  });
});

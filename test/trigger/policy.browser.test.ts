import { expect, test, vi } from 'vitest';
import { page } from '../../src/page.ts';
import { trigger } from '../../src/trigger.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';

/** The browser says that the page's policy has stopped a request to `/s`. */
const violate = (effectiveDirective: string) =>
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      bubbles: true,
      blockedURI: `${location.origin}/s`,
      disposition: 'enforce',
      documentURI: location.href,
      effectiveDirective,
      originalPolicy: '',
      statusCode: 200,
      violatedDirective: effectiveDirective,
    }),
  );

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

// Firefox reports late what a policy has stopped: by then a redirect may have left.
test('what Firefox reports while the page is left may have been sent: nothing is sent after it', async () => {
  let fail = (_: Error) => {};
  const failing = new Promise<Response>((_, reject) => {
    fail = reject;
  });
  vi.stubGlobal('mozInnerScreenX', 0);
  vi.spyOn(globalThis, 'fetch').mockReturnValue(failing);
  const beacons = beacon(true);
  const sent = trigger('/s', { via: ['fetch', 'beacon'] });
  await new Promise(resolve => setTimeout(resolve));
  violate('connect-src');
  fail(new TypeError('NetworkError'));
  page.left = true;
  const receipt = await sent;
  page.left = false;
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  expect(receipt).toMatchObject({ outcome: 'failed', via: 'fetch' });
  expect(beacons).toEqual([]);
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

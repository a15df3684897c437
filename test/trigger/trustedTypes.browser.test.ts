import { expect, onTestFinished, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { server } from './server.ts';

test('the policy for Trusted Types lets only that pass what code has just asked for', async () => {
  let rule = (_: string): unknown => undefined;
  vi.stubGlobal('trustedTypes', {
    createPolicy: (_: string, { createScriptURL }: { createScriptURL: typeof rule }) => {
      rule = createScriptURL;
      return { createScriptURL };
    },
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  server(() => new Response('', { headers: { 'Content-Type': 'text/javascript' } }));
  const { url } = await trigger('/s', { via: 'script' });
  expect(rule('https://evil.test/')).toBe(url);
});

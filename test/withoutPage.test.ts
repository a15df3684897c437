import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { createQueue } from '../src/queue.ts';
import { createTrigger } from '../src/trigger.ts';
import { reportVitals } from '../src/vitals.ts';
import { oldRequest } from './oldRequest.ts';

const send = createTrigger({ base: 'https://a.test/', tag: false });

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a runtime whose requests have no keepalive, as Bun, sends all the same: no page can end first', async () => {
  oldRequest();
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  expect(await send('/s')).toMatchObject({ outcome: 'acknowledged', via: 'fetch', status: 204 });
});

test('a trigger that needs a page fails without one, and does not throw', async () => {
  expect(await send('/s', { when: 'hidden', via: ['fetch', 'img'], tag: true })).toEqual({
    id: expect.stringMatching(/^[a-z0-9]+\.\d+$/),
    url: 'https://a.test/s',
    outcome: 'failed',
    when: 'hidden',
    attempts: [
      { via: 'fetch', result: 'unsupported', reason: 'hidden needs a page' },
      { via: 'img', result: 'unsupported', reason: 'hidden needs a page' },
    ],
  });
});

test('an element without a page fails, and does not throw', async () => {
  const receipt = await send('/s', { via: ['img', 'script'], when: 'now' });
  expect(receipt.outcome).toBe('failed');
  expect(receipt.attempts).toEqual([
    { via: 'img', result: 'error', reason: expect.stringContaining('Document') },
    { via: 'script', result: 'error', reason: expect.stringContaining('Document') },
  ]);
});

test('a script that stands in without a page fails, and does not throw', async () => {
  vi.stubGlobal('fetch', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await send('/s', { via: ['fetch', 'script'] })).toMatchObject({
    outcome: 'failed',
    attempts: [
      { via: 'fetch', result: 'error' },
      { via: 'script', result: 'unsupported', reason: 'load needs a page' },
    ],
  });
});

test('a queue and vitals may be started on a server, by a URL that only a page resolves', async () => {
  const sent: unknown[] = [];
  const queue = createQueue('/events', {
    trigger: async url => {
      sent.push(url);
      return { outcome: 'queued', attempts: [] } as never;
    },
  });
  queue.push(1);
  await queue.flush();
  expect(sent).toEqual(['/events']);
  reportVitals('/vitals')();
});

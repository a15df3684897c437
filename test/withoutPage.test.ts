import { expect, test } from 'vitest';
import { createTrigger } from '../src/trigger.ts';

const send = createTrigger({ base: 'https://a.test/', tag: false });

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
    { via: 'img', result: 'error', reason: expect.stringContaining('Image') },
    { via: 'script', result: 'error', reason: expect.stringContaining('Document') },
  ]);
});

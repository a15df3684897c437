import { expect, test } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { server } from './server.ts';

test('a signal that is already aborted cancels the trigger, with an empty id', async () => {
  const seen = server();
  const receipt = await trigger('/s', { signal: AbortSignal.abort() });
  expect(receipt).toMatchObject({ id: '', outcome: 'canceled', attempts: [] });
  expect(seen).toEqual([]);
});

test('a signal cancels a waiting trigger', async () => {
  const control = new AbortController();
  const seen = server();
  const receipt = trigger('/s', { when: 'pagehide', signal: control.signal });
  control.abort();
  expect(await receipt).toMatchObject({ id: '', outcome: 'canceled', when: 'pagehide' });
  dispatchEvent(new Event('pagehide'));
  await trigger('/s');
  expect(seen).toMatchObject([{ tag: expect.stringContaining('fetch.now') }]);
});

test('a signal does nothing to a trigger that has been sent', async () => {
  const seen = server();
  const control = new AbortController();
  const receipt = trigger('/s', { signal: control.signal });
  control.abort();
  expect(await receipt).toMatchObject({ outcome: 'acknowledged', status: 200 });
  expect(seen).toHaveLength(1);
});

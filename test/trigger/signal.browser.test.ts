import { expect, onTestFinished, test, vi } from 'vitest';
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

test('a signal cancels an element that stands in for a beacon, and waits for the load event', async () => {
  server();
  const beacon = vi.spyOn(navigator, 'sendBeacon').mockImplementation(() => {
    throw Error('no');
  });
  const loading = vi.spyOn(Document.prototype, 'readyState', 'get').mockReturnValue('loading');
  onTestFinished(() => {
    beacon.mockRestore();
    loading.mockRestore();
  });
  const control = new AbortController();
  const receipt = trigger('/s', { via: ['beacon', 'script'], signal: control.signal });
  control.abort('enough');
  expect(await receipt).toMatchObject({ id: '', outcome: 'canceled', reason: 'enough' });
  // Nothing has left: its number is the next one's.
  const { id } = await trigger('/s');
  expect(beacon.mock.calls[0]?.[0]).toContain(`sendoff=${id}.`);
});

test('a data function that aborts its own signal does not take back what leaves', async () => {
  const seen = server();
  const control = new AbortController();
  const data = () => {
    control.abort();
    return 'x';
  };
  const receipt = await trigger('/s', { data, when: 'load', signal: control.signal });
  expect(receipt.outcome).toBe('acknowledged');
  expect(seen).toMatchObject([{ body: 'x' }]);
});

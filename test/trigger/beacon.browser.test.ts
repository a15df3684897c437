import { expect, onTestFinished, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import type { TriggerOptions } from '../../src/types.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';

const throws = () => {
  throw Error('no');
};

test.each([undefined, null, true, 0])(
  'a beacon that returns %s is queued, and nothing else is sent',
  async answer => {
    const seen = server();
    const beacons = beacon(answer);
    expect(await trigger('/s', { via: ['beacon', 'fetch'] })).toMatchObject({
      outcome: 'queued',
      via: 'beacon',
      attempts: [{ via: 'beacon', result: 'sent' }],
    });
    expect(beacons).toHaveLength(1);
    expect(seen).toEqual([]);
  },
);

test('a beacon that returns false is refused, and the next transport has the same id', async () => {
  const seen = server();
  const beacons = beacon(false);
  const receipt = await trigger('/s', { via: ['beacon', 'fetch'] });
  expect(receipt).toMatchObject({
    outcome: 'acknowledged',
    via: 'fetch',
    attempts: [
      { via: 'beacon', result: 'refused' },
      { via: 'fetch', result: 'sent' },
    ],
  });
  expect(beacons[0]?.[0]).toBe(`${location.origin}/s?sendoff=${receipt.id}.beacon.now`);
  expect(seen.map(({ tag }) => tag)).toEqual([`${receipt.id}.fetch.now`]);
});

test.each<[what: string, replacement: unknown]>([
  ['is missing', undefined],
  ['throws', throws],
])('a sendBeacon that %s is followed by the next transport', async (_, replacement) => {
  const seen = server();
  vi.stubGlobal('navigator', { sendBeacon: replacement });
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(await trigger('/s', { via: ['beacon', 'fetch'] })).toMatchObject({
    outcome: 'acknowledged',
    attempts: [{ via: 'beacon', result: 'error' }, { via: 'fetch' }],
  });
  expect(seen).toHaveLength(1);
});

test.each<[reason: string, options: TriggerOptions]>([
  ['credentials', { credentials: 'omit' }],
  ['headers', { headers: { 'Content-Type': 'text/plain' } }],
])('a call whose %s a beacon cannot carry goes by fetch', async (reason, options) => {
  const seen = server();
  const beacons = beacon(true);
  const receipt = await trigger('/s', { via: ['beacon', 'fetch'], ...options });
  expect(receipt.attempts[0]).toEqual({ via: 'beacon', result: 'unsupported', reason });
  expect(receipt.via).toBe('fetch');
  expect(beacons).toEqual([]);
  expect(seen).toHaveLength(1);
});

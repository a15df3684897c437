import { expect, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';

test('a data function is called exactly once, also when the first transport is refused', async () => {
  const seen = server();
  const beacons = beacon(false);
  const data = vi.fn(() => ({ id: 7 }));
  await trigger('/s', { via: ['beacon', 'fetch'], data });
  expect(data).toHaveBeenCalledTimes(1);
  expect(`${beacons[0]?.[1]}`).toBe('id=7');
  expect(seen[0]?.body).toBe('id=7');
});

const circle: Record<string, unknown> = {};
circle.circle = circle;
test.each<[what: string, data: unknown, reason: string]>([
  [
    'a function that throws',
    () => {
      throw Error('no data');
    },
    'Error: no data',
  ],
  ['an object that refers to itself', circle, 'circular'],
  ['a function that returns a Map', () => new Map(), 'data is "Map"'],
])(
  'a call whose data is %s fails with the reason, at the first attempt',
  async (_, data, reason) => {
    const seen = server();
    const beacons = beacon(true);
    expect(await trigger('/s', { data: data as never })).toMatchObject({
      outcome: 'failed',
      attempts: [{ via: 'fetch', result: 'error', reason: expect.stringContaining(reason) }],
    });
    expect([...seen, ...beacons]).toEqual([]);
  },
);

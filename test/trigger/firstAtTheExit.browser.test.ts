import { expect, test } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { beacon } from './beacon.ts';

// Its own file: nothing may have been called before.
test('each of the first calls of a page leaves, though they come in its own handler of pagehide', () => {
  const beacons = beacon(true);
  const leave = () => {
    for (const when of ['pagehide', 'pagehide', 'idle'] as const)
      trigger('/s', { when, via: 'beacon' });
  };
  addEventListener('pagehide', leave, { once: true });
  dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(beacons).toHaveLength(3);
});

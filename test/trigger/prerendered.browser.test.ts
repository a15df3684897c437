import { expect, test, vi } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import { beacon } from './beacon.ts';

test('a prerendered page that is shown while it loads waits for its load event', async () => {
  const beacons = beacon(true);
  const prerendering = vi.spyOn(Document.prototype, 'prerendering', 'get').mockReturnValue(true);
  const state = vi.spyOn(Document.prototype, 'readyState', 'get').mockReturnValue('loading');
  const sent = trigger('/s', { via: 'beacon', when: 'load' });
  prerendering.mockReturnValue(false);
  document.dispatchEvent(new Event('prerenderingchange', { bubbles: true }));
  await new Promise(resolve => setTimeout(resolve));
  expect(beacons).toEqual([]);
  state.mockReturnValue('complete');
  dispatchEvent(new Event('load'));
  expect(await sent).toMatchObject({ outcome: 'queued', when: 'load' });
  vi.restoreAllMocks();
});

import { expect, test } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import type { TriggerOptions } from '../../src/types.ts';
import { beacon } from './beacon.ts';

test('ids count up by one, without a gap for canceled triggers', async () => {
  beacon(true);
  const send = (options?: TriggerOptions) => trigger('/s', { via: 'beacon', ...options });
  const first = await send();
  await send({ signal: AbortSignal.abort() });
  const control = new AbortController();
  const waiting = send({ when: 'pagehide', signal: control.signal });
  control.abort();
  await waiting;
  const second = await send();
  const [page, count] = first.id.split('.');
  expect(second.id).toBe(`${page}.${Number(count) + 1}`);
});

import { expect, test } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import type { TriggerOptions } from '../../src/types.ts';
import { beacon } from './beacon.ts';
import { server } from './server.ts';

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

test('a trigger without a tag leaves no gap in the numbers that a server sees', async () => {
  const seen = server();
  await trigger('/s');
  await trigger('/s', { tag: false });
  await trigger('/s', { tag: false, when: 'load' });
  await trigger('/s');
  const numbers = seen.flatMap(({ tag }) => (tag ? Number(tag.split('.')[1]) : []));
  expect(seen).toHaveLength(4);
  expect(numbers).toEqual([numbers[0], Number(numbers[0]) + 1]);
});

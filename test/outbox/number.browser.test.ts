import { expect, test } from 'vitest';
import { openStore } from '../../src/outbox/store.ts';
import { createOutbox } from '../../src/outbox.ts';
import { server } from '../trigger/server.ts';

// While this one is suspended, another tab may send what it has stored: then the number has been used.
test("the number of what was stored, and taken back, is no other trigger's", async () => {
  server();
  const { trigger, pending } = createOutbox({ name: 'numbers' });
  const store = openStore('numbers');
  const control = new AbortController();
  const canceled = trigger('/s', { when: 'pagehide', signal: control.signal });
  await expect.poll(pending).toBe(1);
  const [stored] = await store.items();
  control.abort();
  expect(await canceled).toMatchObject({ outcome: 'canceled' });
  await expect.poll(pending).toBe(0);
  const { id } = await trigger('/s');
  expect(id).not.toBe(stored?.id);
});

test("the number of what could not be stored, and was taken back, is the next trigger's", async () => {
  server();
  const { trigger } = createOutbox({ name: 'unused numbers' });
  const { id } = await trigger('/s');
  const control = new AbortController();
  const data = () => {
    throw Error('no session');
  };
  const canceled = trigger('/s', { when: 'pagehide', data, signal: control.signal });
  control.abort();
  expect(await canceled).toMatchObject({ outcome: 'canceled' });
  const [page, count] = id.split('.');
  expect((await trigger('/s')).id).toBe(`${page}.${Number(count) + 1}`);
});

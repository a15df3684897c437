import type { Item } from '../../src/outbox/item.ts';

/** What an earlier visit has left. */
export const leftItem = (id: string, more: Partial<Item> = {}): Item => ({
  version: 1,
  id,
  created: Date.now(),
  tries: 0,
  doubted: 0,
  hold: 0,
  since: 0,
  owner: '',
  bytes: 10,
  url: `${location.origin}/s?${id}`,
  init: { method: 'POST', headers: [] },
  kind: 'String',
  body: id,
  ...more,
});

import { expect, test } from 'vitest';
import { trigger } from '../../src/trigger.ts';
import type { TriggerOptions } from '../../src/types.ts';
import { type Seen, server } from './server.ts';

test.each<[what: string, options: TriggerOptions, expected: Partial<Seen>]>([
  ['by GET has no body', { method: 'GET', data: { a: 1 } }, { method: 'GET', body: '' }],
  [
    'of JSON is text/plain',
    { encoding: 'json', data: { a: 1 } },
    { type: 'text/plain;charset=UTF-8', body: '{"a":1}' },
  ],
  ['of a string is text/plain', { data: 'x' }, { type: 'text/plain;charset=UTF-8', body: 'x' }],
  [
    'of URLSearchParams is urlencoded',
    { data: new URLSearchParams('a=1') },
    { type: 'application/x-www-form-urlencoded;charset=UTF-8', body: 'a=1' },
  ],
  ['of a buffer has no type', { data: new Uint8Array([65]) }, { type: null, body: 'A' }],
  [
    'carries headers',
    { data: 'x', headers: { 'Content-Type': 'application/json' } },
    { type: 'application/json' },
  ],
])('a fetch %s', async (_, options, expected) => {
  const seen = server();
  await trigger('/s', { via: 'fetch', ...options });
  expect(seen).toEqual([expect.objectContaining(expected)]);
});

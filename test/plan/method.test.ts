import { expect, test } from 'vitest';
import type { Via } from '../../src/types.ts';
import { type Case, planned } from './planned.ts';

test.each<[via: Via, options: Case, method: string]>([
  ['fetch', {}, 'POST'],
  ['fetch', { method: 'POST' }, 'POST'],
  ['fetch', { method: 'GET' }, 'GET'],
  ['beacon', {}, 'POST'],
  ['img', {}, 'GET'],
  ['script', {}, 'GET'],
])('the HTTP method of %s with %o is %s', (via, options, method) => {
  expect(planned(via, options)).toMatchObject({ carrier: via, method });
});

test('what is no option goes into no request', () => {
  const others = { redirect: 'error', referrer: '/admin', result: 'x', mode: undefined } as Case;
  expect(planned('fetch', others)).toEqual(planned('fetch'));
});

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

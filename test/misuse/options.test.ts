import { expect, test } from 'vitest';
import { createTrigger, type TriggerOptions } from '../../src/index.ts';
import { thrown } from './thrown.ts';

// Where there is no page, what waits for its end sends nothing: each call is checked, and no more.
const send = createTrigger({ base: 'https://a.test/s', when: 'pagehide' });

test.each<[option: string, value: unknown, shown: string]>([
  ['timeout', -1, '-1'],
  ['timeout', Number.NaN, 'NaN'],
  ['timeout', '100', '100'],
  ['timeout', 'soon', 'soon'],
  ['timeout', {}, 'bject'],
  ['priority', 'urgent', 'urgent'],
  ['priority', 'High', 'High'],
  ['priority', 1, '1'],
  ['via', Symbol('fetch'), 'fetch'],
  ['via', [Symbol('fetch')], 'fetch'],
  ['when', Symbol('load'), 'load'],
  ['encoding', Symbol('json'), 'json'],
  ['method', Symbol('GET'), 'GET'],
])('a call with %s: %o throws, and names the value and what is allowed', (option, value, shown) => {
  const error = thrown(() => send('/s', { [option]: value } as TriggerOptions));
  expect(error).toBeInstanceOf(TypeError);
  const { message } = error as Error;
  expect(message).toMatch(RegExp(`^sendoff: ${option}`));
  expect(message).toContain(shown);
  expect(message).toContain('allowed');
});

test.each<TriggerOptions>([
  { timeout: 1 },
  { timeout: 0.5 },
  { timeout: 2 ** 31 },
  { timeout: Number.POSITIVE_INFINITY },
  { timeout: undefined },
  { priority: 'high' },
  { priority: 'low' },
  { priority: 'auto' },
  { priority: undefined },
])('the options %o are accepted', async options => {
  expect(await send('/s', options)).toMatchObject({ outcome: 'failed', when: 'pagehide' });
});

import { expect, test } from 'vitest';
import { createTrigger } from '../../src/index.ts';
import { createOutbox, type OutboxOptions } from '../../src/outbox.ts';
import { thrown } from './thrown.ts';

const NAME = 'a text';
const BOUND = 'a number above 0';

test.each<[what: string, options: unknown, option: string, shown: string, allowed: string]>([
  ['no options', undefined, 'name', 'undefined', NAME],
  ['null', null, 'name', 'undefined', NAME],
  ['no name', {}, 'name', 'undefined', NAME],
  ['an empty name', { name: '' }, 'name', '', NAME],
  ['a number for a name', { name: 7 }, 'name', '7', NAME],
  ['a name alone', 'orders', 'name', 'undefined', NAME],
  ['room for no item', { name: 'a', maxItems: 0 }, 'maxItems', '0', BOUND],
  ['a text for a bound', { name: 'a', maxItems: '10' }, 'maxItems', '10', BOUND],
  ['less than no bytes', { name: 'a', maxBytes: -1 }, 'maxBytes', '-1', BOUND],
  ['an age that is no number', { name: 'a', maxAge: Number.NaN }, 'maxAge', 'NaN', BOUND],
  ['a status for accepted', { name: 'a', accepted: 200 }, 'accepted', '200', 'a function'],
  [
    'a worker beside accepted',
    { name: 'a', accepted: Boolean, worker: '/w.js' },
    'worker',
    '/w.js',
    'none beside accepted',
  ],
  [
    "a trigger function's defaults for its own",
    { name: 'a', trigger: createTrigger({ credentials: 'omit' }) },
    'trigger',
    'Function',
    'Object',
  ],
  [
    "a call's option for its own",
    { name: 'a', credentials: 'omit' },
    'credentials',
    'omit',
    "nothing of that name here; a call's options go under trigger",
  ],
  ['a moment that is none', { name: 'a', trigger: { when: 'later' } }, 'when', 'later', 'now'],
])('an outbox with %s throws, and names the value and what is allowed', (_, options, ...words) => {
  const error = thrown(() => createOutbox(options as OutboxOptions));
  expect(error).toBeInstanceOf(TypeError);
  const [option, shown, allowed] = words;
  expect((error as Error).message).toContain(
    `sendoff: ${option} is "${shown}"; allowed: ${allowed}`,
  );
});

import { expectTypeOf, test } from 'vitest';
import { createTrigger, type Receipt, type Trigger, trigger } from '../src/index.ts';

test('a trigger promises a receipt', () => {
  expectTypeOf(trigger).returns.toEqualTypeOf<Promise<Receipt>>();
  expectTypeOf(createTrigger).returns.toEqualTypeOf<Trigger>();
  expectTypeOf<Receipt['outcome']>().toEqualTypeOf<
    'acknowledged' | 'queued' | 'failed' | 'canceled'
  >();
});

test('misuse does not compile', () => {
  // @ts-expect-error no such transport
  trigger('/x', { via: 'xhr' });
  // @ts-expect-error no such moment
  trigger('/x', { when: 'unload' });
  // @ts-expect-error a number is no data
  trigger('/x', { data: 7 });
  // @ts-expect-error a promise is no data
  trigger('/x', { data: async () => ({ id: 7 }) });
  // @ts-expect-error no such option
  trigger('/x', { retries: 3 });
  // @ts-expect-error an interface with a list is no plain object
  trigger('/x', { data: [1, 2] });
});

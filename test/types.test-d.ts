import { expectTypeOf, test } from 'vitest';
import { createTrigger, type Receipt, type TriggerDefaults, trigger } from '../src/index.ts';

test('a trigger promises a receipt', () => {
  expectTypeOf(trigger).returns.toEqualTypeOf<Promise<Receipt>>();
  expectTypeOf(createTrigger({ base: '/' })).toEqualTypeOf(trigger);
  expectTypeOf(createTrigger).parameter(0).toEqualTypeOf<TriggerDefaults | undefined>();
});

test('correct calls compile', () => {
  trigger(new URL('https://a.test'), { via: ['fetch', 'img'] as const, when: 'idle' });
  trigger('/s', { data: () => ({ id: 7 }), signal: undefined });
  trigger('/s', { data: new Uint8Array(1) });
  const bytes: Uint8Array = new Uint8Array(1);
  trigger('/s', { data: bytes });
});

test('misuse does not compile', () => {
  // @ts-expect-error no such transport
  trigger('/s', { via: 'xhr' });
  // @ts-expect-error no such transport in a list
  trigger('/s', { via: ['fetch', 'xhr'] });
  // @ts-expect-error no such moment
  trigger('/s', { when: 'later' });
  // @ts-expect-error no such method
  trigger('/s', { method: 'PUT' });
  // @ts-expect-error no such encoding
  trigger('/s', { encoding: 'xml' });
  // @ts-expect-error a number has no fields
  trigger('/s', { data: 7 });
  // @ts-expect-error data cannot be waited for by a page that is closing
  trigger('/s', { data: async () => 'x' as string });
  // @ts-expect-error no such option
  trigger('/s', { retries: 3 });
  // @ts-expect-error the base belongs to createTrigger
  trigger('/s', { base: '/' });
  // @ts-expect-error a URL is needed
  trigger();
});

import type { Data, TriggerOptions } from './types.ts';

/** Data as it is now: what a function returns, or the data itself. */
export const read = (data: TriggerOptions['data']): Data | null | undefined =>
  typeof data === 'function' ? data() : data;

/**
 * The small trigger, for pages that count every byte: keepalive `fetch`, else a beacon.
 *
 * @module
 */
export { trigger } from './lean/trigger.ts';
export type { LeanOptions, LeanTrigger } from './lean/types.ts';
export type * from './types.ts';

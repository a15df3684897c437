/**
 * The trigger: four transports, five moments, and a receipt of what is known.
 *
 * @module
 */
export { createTrigger, trigger } from './trigger.ts';
export type * from './types.ts';

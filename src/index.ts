/**
 * The trigger: four transports, five moments, and a receipt of what is known.
 *
 * ```js
 * import { trigger } from 'sendoff';
 *
 * trigger('/scripts/visit.php', { when: 'load', data: { page: 7 } });
 * ```
 *
 * @module
 */
export { createTrigger, trigger } from './trigger.ts';
export type {
  Attempt,
  Carrier,
  Data,
  Fields,
  Receipt,
  Trigger,
  TriggerDefaults,
  TriggerOptions,
  Via,
  When,
} from './types.ts';

export { createTrigger } from './createTrigger.ts';
export { trigger } from './trigger.ts';
export type {
  Attempt,
  Data,
  Fields,
  Receipt,
  Trigger,
  TriggerDefaults,
  TriggerOptions,
  Via,
  When,
} from './types.ts';

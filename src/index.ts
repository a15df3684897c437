export { createTrigger, trigger } from './trigger.ts';
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

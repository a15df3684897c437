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

export { trigger } from './lean/trigger.ts';
export type { LeanOptions, LeanTrigger } from './lean/types.ts';
export type { Attempt, Data, Receipt, When } from './types.ts';

export { createOutbox } from './outbox/createOutbox.ts';
export type { Outbox, OutboxOptions } from './outbox/types.ts';

/**
 * What must arrive, kept on the device until an answer says that it has: [the guide](../outbox.md).
 *
 * @module
 */
export { createOutbox } from './outbox/createOutbox.ts';
export type { Outbox, OutboxOptions } from './outbox/types.ts';
export type * from './types.ts';

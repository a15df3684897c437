/**
 * What must arrive, kept on the device until an answer says that it has: [the guide](../outbox.md).
 *
 * ```js
 * import { createOutbox } from 'sendoff/outbox';
 *
 * const outbox = createOutbox({ name: 'orders' });
 * outbox.trigger('/scripts/order.php', { data: { id: 7 } });
 * ```
 *
 * @module
 */
export { createOutbox } from './outbox/createOutbox.ts';
export type { Outbox, OutboxOptions } from './outbox/types.ts';

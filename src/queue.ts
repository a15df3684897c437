/**
 * Many small events, few requests: [the guide](../queue.md).
 *
 * ```js
 * import { createQueue } from 'sendoff/queue';
 *
 * const queue = createQueue('/events');
 * queue.push({ type: 'click', id: 7 });
 * ```
 *
 * @module
 */
export { createQueue } from './queue/createQueue.ts';
export type { Queue, QueueOptions, QueueReceipt } from './queue/types.ts';

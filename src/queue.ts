/**
 * Many small events, few requests: [the guide](../queue.md).
 *
 * @module
 */
export { createQueue } from './queue/createQueue.ts';
export type { Queue, QueueOptions, QueueReceipt } from './queue/types.ts';
export type * from './types.ts';

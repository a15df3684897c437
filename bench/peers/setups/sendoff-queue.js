import { createQueue } from 'sendoff/queue';

let queue;

export function boot(url) {
  queue = createQueue(url);
  return queue;
}

export const send = event => queue.push(event);

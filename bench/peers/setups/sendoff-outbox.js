import { createOutbox } from 'sendoff/outbox';

let address;
let outbox;

export function boot(url) {
  address = url;
  outbox = createOutbox({ name: 'orders' });
}

export const send = (event, options) => outbox.trigger(address, { data: event, ...options });

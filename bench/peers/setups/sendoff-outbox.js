import { createOutbox } from 'sendoff/outbox';

let address;
let outbox;

export function boot(url) {
  address = url;
  outbox = createOutbox();
}

export const send = event => outbox.trigger(address, { data: event });

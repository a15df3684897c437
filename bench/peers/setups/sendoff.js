import { trigger } from 'sendoff';

let address;

export function boot(url) {
  address = url;
}

export const send = (event, options) => trigger(address, { data: event, ...options });

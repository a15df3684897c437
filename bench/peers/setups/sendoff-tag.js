/* global sendoff */
let address;

export function boot(url) {
  address = url;
}

export const send = (event, options) => sendoff(address, { data: event, ...options });

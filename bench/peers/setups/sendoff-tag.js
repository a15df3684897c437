/* global sendoff */
let address;

export function boot(url) {
  address = url;
}

export const send = event => sendoff(address, { data: event });

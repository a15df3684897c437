let address;

export function boot(url) {
  address = url;
}

export const send = event => navigator.sendBeacon(address, JSON.stringify(event));

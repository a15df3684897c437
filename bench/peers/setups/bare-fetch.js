let address;

export function boot(url) {
  address = url;
}

export const send = event =>
  fetch(address, { method: 'POST', keepalive: true, body: JSON.stringify(event) });

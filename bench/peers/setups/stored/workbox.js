// The page beside the service worker of `setups/workbox.js`: it sends as if there were none.
let address;

export function boot(url) {
  address = url;
  return navigator.serviceWorker.register('/workbox.js');
}

export const send = event => fetch(address, { method: 'POST', body: JSON.stringify(event) });

import { Queue } from 'workbox-background-sync';

// A service worker's code: what its page sends and the network does not take is sent again later.
export function boot() {
  const queue = new Queue('orders');
  addEventListener('fetch', event => {
    if (event.request.method !== 'POST') return;
    const sendOrQueue = async () => {
      try {
        return await fetch(event.request.clone());
      } catch {
        await queue.pushRequest({ request: event.request });
        return Response.error();
      }
    };
    event.respondWith(sendOrQueue());
  });
}

export const send = () => {};

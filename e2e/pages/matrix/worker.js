// The delivery matrix: a service worker.
//
//   ?answers=none   it listens to no request
//   ?answers=pass   it answers each with what the network says
//   ?answers=slow   the same after 300 ms
const answers = new URL(location).searchParams.get('answers');

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
if (answers !== 'none')
  addEventListener('fetch', event => {
    const pass = () => fetch(event.request);
    if (answers === 'pass') event.respondWith(pass());
    else event.respondWith(new Promise(resolve => setTimeout(resolve, 300)).then(pass));
  });

// A service worker that delivers an outbox when the network is back, with the built file for workers.
importScripts('/dist/outbox.worker.js');

addEventListener('sync', event => {
  const deliver = async () => {
    const left = await createOutbox({ name: event.tag }).flush();
    // Rejected, the browser fires it again later.
    if (left > 0) throw Error(`${left} still wait`);
  };
  event.waitUntil(deliver());
});

// As sync.classic.js, as a module.
import { createOutbox } from '/dist/outbox.js';

addEventListener('sync', event => {
  const deliver = async () => {
    const left = await createOutbox({ name: event.tag }).flush();
    // Rejected, the browser fires it again later.
    if (left > 0) throw Error(`${left} still wait`);
  };
  event.waitUntil(deliver());
});

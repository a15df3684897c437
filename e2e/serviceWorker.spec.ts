import { runBatch } from '../bench/delivery/measure/runBatch.ts';
import { expect, test } from './support/test.ts';

// `npm run matrix -- --condition worker-pass,worker-slow` measures it beside the bare APIs. Firefox loses the
// beacons of a tab that is closed where they go through a service worker, and sends its keepalive fetches.

test('what waits arrives where a service worker passes on the requests of a tab that is closed', async ({
  engine,
}) => {
  const visits = [1, 2, 3].map(run => ({
    engine: engine.name,
    condition: 'worker-pass' as const,
    exit: 'close' as const,
    subject: 'sendoff' as const,
    moments: ['hidden', 'pagehide'] as const,
    run,
  }));
  const found = await runBatch(engine, visits);
  expect(found.map(({ arrivals }) => arrivals)).toEqual(
    visits.map(() => ({ hidden: 1, pagehide: 1 })),
  );
});

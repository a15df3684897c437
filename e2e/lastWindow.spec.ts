import { runBatch } from '../bench/delivery/measure/runBatch.ts';
import { expect, test } from './support/test.ts';

// `npm run matrix -- --condition last-window,last-window-far` measures it beside the bare APIs. Firefox
// drops the keepalive fetches of a page that ends with it, and sends its beacons.

test("what waits arrives when the browser's only window is closed, at which the browser ends", async ({
  engine,
}) => {
  const moments = ['load', 'hidden', 'pagehide'] as const;
  const at = { condition: 'last-window', exit: 'last-window', subject: 'sendoff', run: 1 } as const;
  const [found] = await runBatch(engine, [{ engine: engine.name, moments, ...at }]);
  expect(found?.arrivals).toEqual({ load: 1, hidden: 1, pagehide: 1 });
});

import type { Engine } from '../../e2e/browsers/engine.ts';
import { askForCrowd } from './inPage.ts';
import type { Sample } from './sample.ts';
import type { Server } from './serve.ts';

/** Long enough for what sendoff leaves with the browser to be refreshed, which it does after 10 s. */
const WATCHED = 12_000;

/** Ten thousand waiting triggers, asked for in one task, and what follows it. */
export async function measureCrowd(
  engine: Engine,
  server: Server,
  runs: number,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let n = 0; n < runs; n += 1) {
    const visitor = await engine.visit();
    const tab = await visitor.open(server.page('crowd.html').url);
    const { each, listeners, longest } = await tab.evaluate(askForCrowd, {
      count: 10_000,
      ms: WATCHED,
    });
    // Killed, the page leaves without ten thousand requests.
    await visitor.kill();
    await visitor.end();
    const sample = { call: '10,000 waiting', side: 'sendoff' } as const;
    samples.push({ ...sample, figure: 'each', value: each });
    samples.push({ ...sample, figure: 'listeners', value: listeners });
    if (longest !== undefined)
      samples.push({ ...sample, figure: 'longest later task, ms', value: longest });
  }
  return samples;
}

import type { Engine } from '../../e2e/browsers/engine.ts';
import { bootTime } from './inPage.ts';
import type { Sample } from './sample.ts';
import type { Server } from './serve.ts';

const BOOTS = [
  { call: 'dist/sendoff.js', figure: 'compile and run', file: 'bootScript.html' },
  { call: 'dist/index.js', figure: 'run', file: 'bootModule.html' },
];

/** What it costs a page to have sendoff, before any call. */
export async function measureBoot(
  engine: Engine,
  server: Server,
  pages: number,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const visitor = await engine.visit();
  const tab = await visitor.open(server.page('blank.html').url);
  for (let n = 0; n < pages; n += 1) {
    for (const { call, figure, file } of BOOTS) {
      await tab.goto(server.page(file).url);
      samples.push({ call, figure, side: 'sendoff', value: await tab.evaluate(bootTime) });
    }
  }
  await visitor.end();
  return samples;
}

import { fire } from './fire.ts';
import { start } from './start.ts';

const WHOLE = 1_000_000;
const STEP = 100_000;
/** How much more the heap may hold at the end than after the first step, in megabytes. */
const TOLERANCE = 5;

const server = await start('demo');
const heaps: number[] = [];
console.log('requests   heap (MB)   resident (MB)');
for (let sent = STEP; sent <= WHOLE; sent += STEP) {
  const { port } = await server.usage('memory');
  await fire(port, { amount: STEP });
  const { heap, rss } = await server.usage('memory');
  heaps.push(heap);
  const figures = [
    String(sent).padEnd(8),
    heap.toFixed(1).padStart(11),
    rss.toFixed(1).padStart(15),
  ];
  console.log(figures.join(' '));
}
await server.end();

const grown = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0);
console.log(`The heap has grown by ${grown.toFixed(1)} MB.`);
if (grown > TOLERANCE) process.exitCode = 1;

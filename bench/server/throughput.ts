import { fire } from './fire.ts';
import { type Server, start } from './start.ts';

const ROUNDS = 7;
const SECONDS = 3;
/** What the demo server has to reach of the bare route's rate, by processor time: on its own core. */
const GOAL = 0.8;

/** Requests a second, and requests a second of processor time: the one where the machine is busy. */
async function measure(server: Server): Promise<{ wall: number; cpu: number }> {
  const before = await server.usage('processor');
  const { requests, seconds } = await fire(before.port, { duration: SECONDS });
  const after = await server.usage('processor');
  return { wall: requests / seconds, cpu: requests / (after.cpu - before.cpu) };
}

const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] as number;

const [bare, demo] = [await start('bare'), await start('demo')];
for (const server of [bare, demo]) await measure(server); // to warm up

const row = (...cells: readonly string[]) =>
  console.log(
    cells.map((cell, column) => (column === 0 ? cell.padEnd(8) : cell.padStart(20))).join(''),
  );

row('', 'bare, requests/s', 'demo, requests/s', 'ratio', 'by processor time');
const ratios: { wall: number; cpu: number }[] = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  const [one, other] = [await measure(bare), await measure(demo)];
  const ratio = { wall: other.wall / one.wall, cpu: other.cpu / one.cpu };
  ratios.push(ratio);
  const rates = [one.wall, other.wall].map(rate => rate.toFixed(0));
  row(`round ${round}`, ...rates, ratio.wall.toFixed(2), ratio.cpu.toFixed(2));
}
await Promise.all([bare.end(), demo.end()]);

const wall = median(ratios.map(ratio => ratio.wall));
const cpu = median(ratios.map(ratio => ratio.cpu));
row('median', '', '', wall.toFixed(2), cpu.toFixed(2));
if (cpu < GOAL) {
  console.error(`The demo server reaches less than ${GOAL} of the bare route's rate.`);
  process.exitCode = 1;
}

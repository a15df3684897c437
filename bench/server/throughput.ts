import { median } from '../call/median.ts';
import { compare } from './compare.ts';

const ROUNDS = 7;
/** What the demo server has to reach of the bare route's rate, by processor time: on its own core. */
const GOAL = 0.8;

const row = (...cells: readonly string[]) =>
  console.log(
    cells.map((cell, column) => (column === 0 ? cell.padEnd(8) : cell.padStart(20))).join(''),
  );

row('', 'bare, requests/s', 'demo, requests/s', 'ratio', 'by processor time');
const ratios: { wall: number; cpu: number }[] = [];
await compare(ROUNDS, ({ bare, demo }) => {
  const ratio = { wall: demo.wall / bare.wall, cpu: demo.cpu / bare.cpu };
  ratios.push(ratio);
  const rates = [bare.wall, demo.wall].map(rate => rate.toFixed(0));
  row(`round ${ratios.length}`, ...rates, ratio.wall.toFixed(2), ratio.cpu.toFixed(2));
});

const wall = median(ratios.map(ratio => ratio.wall));
const cpu = median(ratios.map(ratio => ratio.cpu));
row('median', '', '', wall.toFixed(2), cpu.toFixed(2));
if (cpu < GOAL) {
  console.error(`The demo server reaches less than ${GOAL} of the bare route's rate.`);
  process.exitCode = 1;
}

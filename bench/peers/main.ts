import { fingerprint } from './fingerprint.ts';
import { type Each, keepIn } from './kept.ts';
import { measureBoot } from './parts/boot.ts';
import { measureCost } from './parts/cost.ts';
import { measureDelivery } from './parts/delivery.ts';
import { measureGrowth } from './parts/growth.ts';
import { measureServer } from './parts/server.ts';
import { measureSize } from './parts/size.ts';
import { measureStored } from './parts/stored.ts';
import type { Benchmarks } from './report/benchmarks.ts';
import { updateDocs } from './report/writeDocs.ts';
import { type PartName, parseSelection, type Selection } from './selection.ts';

const PROGRESS = 'logs/bench.ndjson';

const MEASURE: Readonly<
  Record<PartName, (each: Each, runs?: number) => Promise<readonly object[]>>
> = {
  size: measureSize,
  boot: measureBoot,
  cost: measureCost,
  growth: measureGrowth,
  delivery: (each, runs = 50) => measureDelivery(each, runs),
  stored: (each, runs = 20) => measureStored(each, runs),
  server: measureServer,
};

try {
  await main(parseSelection(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2); // a browser that still runs would keep this process
}

async function main({ parts, runs, only }: Selection): Promise<void> {
  for (const name of parts) {
    console.log(`\n${name}`);
    const { each, latest } = await keepIn(PROGRESS, await fingerprint(name), only);
    const rows = await MEASURE[name](each, runs);
    const date = new Date(latest()).toISOString().slice(0, 10);
    await updateDocs({ [name]: { date, rows } } as Benchmarks);
  }
  console.log('\nWritten: docs/benchmarks.md, .json and its pictures');
}

import { fingerprint } from './fingerprint.ts';
import { type Each, keepIn } from './kept.ts';
import { measureBoot } from './parts/boot.ts';
import { measureCost } from './parts/cost.ts';
import { measureDelivery } from './parts/delivery.ts';
import { measureGrowth } from './parts/growth.ts';
import { measureServer } from './parts/server.ts';
import { measureSize } from './parts/size.ts';
import type { Benchmarks } from './report/benchmarks.ts';
import { updateDocs } from './report/writeDocs.ts';
import { type PartName, parseSelection, type Selection } from './selection.ts';

const PROGRESS = 'logs/bench.ndjson';

const MEASURE: Readonly<
  Record<PartName, (each: Each, runs: number) => Promise<{ rows: readonly object[] }>>
> = {
  boot: async each => ({ rows: await measureBoot(each) }),
  cost: async each => ({ rows: await measureCost(each) }),
  growth: async each => ({ rows: await measureGrowth(each) }),
  delivery: async (each, runs) => ({ rows: await measureDelivery(each, runs) }),
  server: async each => ({ rows: await measureServer(each) }),
  size: async each => ({ rows: await measureSize(each) }),
};

try {
  await main(parseSelection(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2); // a browser that still runs would keep this process
}

async function main({ parts, runs }: Selection): Promise<void> {
  for (const name of parts) {
    console.log(`\n${name}`);
    const each = await keepIn(PROGRESS, await fingerprint(name));
    const date = new Date().toISOString().slice(0, 10);
    await updateDocs({ [name]: { date, ...(await MEASURE[name](each, runs)) } } as Benchmarks);
  }
  console.log('\nWritten: docs/benchmarks.md, .json and its pictures');
}

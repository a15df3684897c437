import { readFile, writeFile } from 'node:fs/promises';
import { type Benchmarks, toJson } from './benchmarks.ts';
import { bootPicture } from './boot.ts';
import { costPicture } from './cost.ts';
import { deliveryPicture } from './delivery.ts';
import { growthPicture } from './growth.ts';
import { sizePicture } from './size.ts';
import { toMarkdown } from './toMarkdown.ts';

const docs = (name: string) => new URL(`../../../docs/${name}`, import.meta.url);

/** Writes what a part has found beside what the others have. */
export async function updateDocs(found: Benchmarks): Promise<void> {
  const before = await readFile(docs('benchmarks.json'), 'utf8').catch(() => '{}');
  const benchmarks: Benchmarks = { ...JSON.parse(before), ...found };
  await writeFile(docs('benchmarks.json'), toJson(benchmarks));
  await writeFile(docs('benchmarks.md'), toMarkdown(benchmarks));
  for (const [name, svg] of Object.entries(pictures(benchmarks)))
    await writeFile(docs(`benchmarks-${name}.svg`), svg);
}

/** By the end of their name, `docs/benchmarks-NAME.svg`. */
export function pictures(benchmarks: Benchmarks): Readonly<Record<string, string>> {
  const { size, boot, cost, delivery, growth } = benchmarks;
  return {
    ...(size && { size: sizePicture(size) }),
    ...(boot && { boot: bootPicture(boot) }),
    ...(cost && { cost: costPicture(cost) }),
    ...(delivery && { delivery: deliveryPicture(delivery) }),
    ...(growth && { growth: growthPicture(growth) }),
  };
}

import { readFile, writeFile } from 'node:fs/promises';
import { type Benchmarks, toJson } from './benchmarks.ts';
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
export function pictures({ size }: Benchmarks): Readonly<Record<string, string>> {
  return { ...(size && { size: sizePicture(size) }) };
}

import { writeFile } from 'node:fs/promises';
import { type Delivery, toJson } from './delivery.ts';
import { toSummarySvg } from './summarySvg.ts';
import { toSvg } from './svg.ts';
import { toMarkdown } from './toMarkdown.ts';

/** Writes what a run of the whole matrix has found. */
export async function writeDocs(delivery: Delivery): Promise<void> {
  const docs = (name: string) => new URL(`../../../docs/${name}`, import.meta.url);
  await Promise.all([
    writeFile(docs('delivery.md'), toMarkdown(delivery)),
    writeFile(docs('delivery.json'), toJson(delivery)),
    writeFile(docs('delivery.svg'), toSvg(delivery)),
    writeFile(docs('delivery-summary.svg'), toSummarySvg(delivery)),
  ]);
}

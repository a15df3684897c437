import { readFile, writeFile } from 'node:fs/promises';
import { type Conditions, toConditionsJson } from './conditions.ts';
import { toConditionsMarkdown } from './conditionsMarkdown.ts';
import { toConditionsSvg } from './conditionsSvg.ts';
import { type Delivery, toJson } from './delivery.ts';
import { toSummarySvg } from './summarySvg.ts';
import { toSvg } from './svg.ts';
import { toMarkdown } from './toMarkdown.ts';

const docs = (name: string) => new URL(`../../../docs/${name}`, import.meta.url);

/** Writes what a run of the whole matrix has found. */
export async function writeDelivery(delivery: Delivery): Promise<void> {
  await Promise.all([
    writeFile(docs('delivery.md'), toMarkdown(delivery)),
    writeFile(docs('delivery.json'), toJson(delivery)),
    writeFile(docs('delivery.svg'), toSvg(delivery)),
    writeFile(docs('delivery-summary.svg'), toSummarySvg(delivery)),
  ]);
}

/** Writes what a run of some conditions has found, beside what is published of the others. */
export async function writeConditions(found: Conditions): Promise<void> {
  const published = await readFile(docs('conditions.json'), 'utf8').catch(() => '{}');
  const all: Conditions = { ...(JSON.parse(published) as Conditions), ...found };
  await Promise.all([
    writeFile(docs('conditions.md'), toConditionsMarkdown(all)),
    writeFile(docs('conditions.json'), toConditionsJson(all)),
    writeFile(docs('conditions.svg'), toConditionsSvg(all)),
  ]);
}

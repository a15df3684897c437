import type { Delivery } from './delivery.ts';

/** `docs/delivery.json`: a line for each outcome, so that two runs can be compared. */
export function toJson({ outcomes, ...about }: Delivery): string {
  const lines = outcomes.map(outcome => `    ${JSON.stringify(outcome)}`);
  const head = JSON.stringify(about, null, 2).slice(0, -2);
  return `${head},\n  "outcomes": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

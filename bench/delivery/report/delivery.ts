import type { EngineName } from '../../../setup/locate.ts';
import type { Ability } from '../cells/ability.ts';
import { type Cell, type Counted, type Outcome, requestsOf } from '../cells/cell.ts';
import type { Visited } from '../cells/visits.ts';

/** What a run of the matrix has found; `docs/delivery.json`. */
export interface Delivery {
  /** The day of the run, as in 2026-11-23. */
  date: string;
  runs: number;
  engines: Readonly<Partial<Record<EngineName, Ability>>>;
  outcomes: readonly Outcome[];
}

/** Counts what came of a cell, over all the visits that it had part in. */
export function tally(visits: readonly Visited[]): (cell: Cell) => Omit<Counted, keyof Cell> {
  const key = ({ engine, condition, exit, subject }: Omit<Cell, 'moment'>) =>
    `${engine} ${condition} ${exit} ${subject}`;
  const pages = new Map<string, Visited[]>();
  for (const visit of visits) pages.set(key(visit), [...(pages.get(key(visit)) ?? []), visit]);

  return cell => {
    const { moment } = cell;
    const found = (pages.get(key(cell)) ?? []).flatMap(({ arrivals, distinct, receipts }) => {
      const came = arrivals[moment];
      if (came === undefined) return [];
      return [
        { came, distinct: distinct?.[moment] ?? Math.min(came, 1), seen: receipts?.[moment] },
      ];
    });
    const sum = (of: (one: (typeof found)[number]) => number) =>
      found.reduce((total, one) => total + of(one), 0);
    const receipts: Record<string, number> = {};
    for (const { seen } of found) if (seen) receipts[seen] = (receipts[seen] ?? 0) + 1;
    return {
      runs: found.length * requestsOf(cell),
      arrived: sum(one => one.distinct),
      duplicates: sum(one => one.came - one.distinct),
      ...(Object.keys(receipts).length > 0 && { receipts }),
    };
  };
}

/** Whether all that can be run has been, so many times: what is not may replace nothing. */
export function isAllMeasured(outcomes: readonly Outcome[], runs: number): boolean {
  const counted = outcomes.flatMap(it => ('runs' in it ? [it] : []));
  return counted.length > 0 && counted.every(it => it.runs === runs * requestsOf(it));
}

/** `docs/delivery.json`: a line for each outcome, so that two runs can be compared. */
export function toJson({ outcomes, ...about }: Delivery): string {
  const lines = outcomes.map(outcome => `    ${JSON.stringify(outcome)}`);
  const head = JSON.stringify(about, null, 2).slice(0, -2);
  return `${head},\n  "outcomes": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

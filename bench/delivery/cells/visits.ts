import type { Cell } from './cell.ts';
import { type Condition, conditions } from './conditions.ts';
import { exits } from './exits.ts';
import type { Moment } from './moments.ts';
import { SUBJECTS, type Subject } from './subjects.ts';

/**
 * One page that is opened and left, once: a subject at all the moments that are wanted.
 *
 * The subject has its own page, its moments share it where one does not disturb another. So no more than five requests leave at one
 * exit: WebKitGTK lets through just as many as it has connections to the host, six. And no subject
 * sees what another does to the page: sendoff's `beforeunload` listener, for one, brings Chromium to
 * fire `pagehide` where a tab is closed while it loads, which plain listeners would then profit from.
 */
export interface Visit extends Omit<Cell, 'moment'> {
  moments: readonly Moment[];
  /** From 1. */
  run: number;
}

/** What the page has seen of its requests: sendoff's outcome, or what the bare API has said. */
export type Receipts = Readonly<Partial<Record<Moment, string>>>;

/** A visit that has been made, and how often each of its requests came. */
export interface Visited extends Omit<Visit, 'moments'> {
  /** Of the SDK and the pages: what was measured with another is not mixed with this. */
  build: string;
  /** Of the browser. */
  version: string;
  arrivals: Readonly<Partial<Record<Moment, number>>>;
  /** How many different ones came, where a moment has many. */
  distinct?: Readonly<Partial<Record<Moment, number>>>;
  /** What the page has seen of its requests, where it stayed for that. */
  receipts?: Receipts;
}

/** The visits that cover these cells, all of one run before those of the next. */
export function visitsOf(cells: readonly Cell[], runs: number): readonly Visit[] {
  const pages = new Map<string, Cell[]>();
  for (const cell of cells) {
    const { engine, condition, exit, subject } = cell;
    const key = `${engine} ${condition} ${exit} ${subject} ${isAlone(cell)}`;
    pages.set(key, [...(pages.get(key) ?? []), cell]);
  }
  const numbers = Array.from({ length: runs }, (_, index) => index + 1);
  return numbers.flatMap(run =>
    [...pages.values()].map(([first, ...rest]) => {
      const { moment, ...page } = first as Cell;
      return { ...page, moments: [moment, ...rest.map(cell => cell.moment)], run };
    }),
  );
}

/**
 * A request that belongs to the page and is under way when the page is left costs Firefox its
 * back/forward cache, and with it some of what the same page sends at the exit.
 */
function isAlone({ subject, moment, exit }: Cell): boolean {
  const { bound }: Subject = SUBJECTS[subject];
  return bound === true && moment === 'now' && exits[exit].asked !== 'while it loads';
}

/**
 * How many runs one browser makes under a condition: to set it up takes longer than a visit. Under a
 * service worker it is one: what that fetches for a page that never loads holds a connection for ever.
 */
const togetherUnder = ({ worker }: Condition): number => (worker ? 1 : 3);

/**
 * The visits that one browser makes one after the other: those of the same run and the same exit, or
 * some runs of a condition.
 */
export function batchesOf(visits: readonly Visit[]): readonly (readonly Visit[])[] {
  const batches = new Map<string, Visit[]>();
  for (const visit of visits) {
    const { engine, condition, run, exit } = visit;
    const key =
      condition === 'plain'
        ? `${engine} ${run} ${exit}`
        : `${engine} ${condition} ${Math.ceil(run / togetherUnder(conditions[condition]))}`;
    batches.set(key, [...(batches.get(key) ?? []), visit]);
  }
  return [...batches.values()];
}

/** What two records of the same visit have in common. One of fewer moments is another visit. */
export function keyOf(visit: Visit | Visited): string {
  const moments = 'moments' in visit ? visit.moments : Object.keys(visit.arrivals);
  const { engine, condition, exit, subject, run } = visit;
  return [engine, condition, exit, subject, run, ...moments].join(' ');
}

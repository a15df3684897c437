import { check } from '../check.ts';
import type { Tag } from './readTag.ts';

/** How many missing numbers are named, the latest. */
const MAX_NAMED = 50;

/**
 * The longest gap that a page is believed to have left. Anybody can send a number: what leaves more
 * out says nothing of what is missing.
 */
export const MAX_GAP = 10_000;

/** How many runs of numbers are remembered of a page, the latest: as many as it has gaps, and one. */
const MAX_RUNS = 100;

/** How much a ledger remembers. Everything is optional. */
export interface LedgerOptions {
  /**
   * How many pages are remembered, those seen last.
   *
   * @default 2000
   */
  maxPages?: number | undefined;

  /** What a ledger's `snapshot()` once was, to go on from. What is none is passed over. */
  snapshot?: unknown;
}

/**
 * What a ledger remembers, as JSON can hold it: of each page its id, the number up to which it has
 * forgotten, and the first and the last number of each run.
 */
export type LedgerSnapshot = (readonly [string, number, ...number[]])[];

/** What is known of a trigger that has come. */
export interface Entered {
  /** It came before. */
  duplicate?: true;
  /**
   * The numbers of its page that have not come: lost, or still on their way. The latest 50, and none of a
   * gap of more than 10,000: no page is believed to have left one.
   */
  missing?: readonly number[];
}

/** An account of the triggers of each page, in this process's memory. */
export interface Ledger {
  /** Enters a tag, and says whether it came before and which of its page's numbers are missing. */
  enter(tag: Pick<Tag, 'page' | 'n'>): Entered;
  /** What it remembers, for `createLedger({ snapshot })` after a restart. */
  snapshot(): LedgerSnapshot;
}

/** The numbers of one page. */
interface Account {
  /** Up to here nothing is remembered. */
  forgotten: number;
  /** The first and the last number of each run, in order: 1, 2, 4 is `[1, 2, 4, 4]`. */
  runs: readonly number[];
}

/**
 * Keeps account of the triggers of each page: a page that sent 1, 2 and 4 has lost 3, or it is still
 * on its way. What it remembers is bounded, whatever comes in: beyond that it says nothing.
 *
 * @example
 * import { createLedger, readTag } from 'sendoff/server';
 *
 * const ledger = createLedger();
 * const tag = readTag('/collect?sendoff=k3v9x.1.fetch.now');
 * if (tag && ledger.enter(tag).duplicate) console.log(`${tag.id} came before`);
 *
 * @param options how much it remembers, and from what it goes on
 * @throws TypeError for a `maxPages` that is no whole number above 0
 */
export function createLedger({ maxPages = 2000, snapshot }: LedgerOptions = {}): Ledger {
  check('maxPages', maxPages, 'a whole number above 0', Number.isInteger(maxPages) && maxPages > 0);
  // A Map keeps the order of insertion: the page that was heard of last is at the end.
  const pages = new Map<string, Account>();
  const remember = (page: string, account: Account) => {
    pages.delete(page);
    pages.set(page, account);
    if (pages.size > maxPages) pages.delete(pages.keys().next().value as string);
  };
  if (Array.isArray(snapshot))
    for (const entry of snapshot) {
      if (!isEntry(entry)) continue;
      const [page, forgotten, ...runs] = entry;
      remember(page, bound({ forgotten, runs }));
    }

  return {
    enter({ page, n }) {
      const before = pages.get(page) ?? { forgotten: 0, runs: [] };
      const runs = n > before.forgotten ? add(before.runs, n) : before.runs;
      const account = bound({ ...before, runs: runs ?? before.runs });
      remember(page, account);
      const missing = findMissing(account);
      return {
        ...(!runs && { duplicate: true }),
        ...(missing.length > 0 && { missing }),
      };
    },
    snapshot: () => [...pages].map(([page, { forgotten, runs }]) => [page, forgotten, ...runs]),
  };
}

/** The runs with one more number, or `undefined` where it is in them. */
function add(runs: readonly number[], n: number): number[] | undefined {
  let at = runs.length;
  while (at > 0 && (runs[at - 2] as number) > n) at -= 2;
  const before = runs[at - 1] ?? Number.NEGATIVE_INFINITY;
  if (n <= before) return undefined;
  const joinsBefore = before === n - 1;
  const joinsAfter = runs[at] === n + 1;
  // Next to a run it takes the place of its end.
  return [
    ...runs.slice(0, joinsBefore ? at - 1 : at),
    ...(joinsBefore ? [] : [n]),
    ...(joinsAfter ? [] : [n]),
    ...runs.slice(joinsAfter ? at + 1 : at),
  ];
}

function bound({ forgotten, runs }: Account): Account {
  const surplus = runs.length - 2 * MAX_RUNS;
  return surplus > 0
    ? { forgotten: runs[surplus - 1] as number, runs: runs.slice(surplus) }
    : { forgotten, runs };
}

function findMissing({ forgotten, runs }: Account): number[] {
  const missing: number[] = [];
  for (let at = runs.length - 2; at >= 0; at -= 2) {
    const before = runs[at - 1] ?? forgotten;
    const last = (runs[at] as number) - 1;
    if (last - before > MAX_GAP) continue;
    for (let n = last; n > before; n -= 1) {
      if (missing.length === MAX_NAMED) return missing.reverse();
      missing.push(n);
    }
  }
  return missing.reverse();
}

/** A snapshot comes from a file, which may have been damaged. */
function isEntry(entry: unknown): entry is LedgerSnapshot[number] {
  if (!Array.isArray(entry) || entry.length % 2 !== 0) return false;
  const [page, ...numbers] = entry;
  return (
    typeof page === 'string' &&
    numbers.every((n, at) => Number.isSafeInteger(n) && n >= (at > 0 ? numbers[at - 1] : 0))
  );
}

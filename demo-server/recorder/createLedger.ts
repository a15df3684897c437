import type { Tag } from '../requests/parseTag.ts';

/** How many pages are remembered, those seen last. */
const PAGES = 2000;
/** How far below a page's highest number its numbers are remembered. */
const WINDOW = 500;
/** How many missing numbers are named, the latest. */
const NAMED = 50;

export interface Account {
  duplicate?: true;
  missing?: readonly number[];
}

export interface Ledger {
  /** Enters a tag, and says whether it came before and which of its page's numbers are missing. */
  enter(tag: Tag): Account;
}

/**
 * Keeps account of the triggers of each page: a page that sent 1, 2 and 4 has lost 3, or it is still
 * on its way. What it remembers is bounded, whatever comes in: beyond that it says nothing.
 */
export function createLedger(): Ledger {
  const pages = new Map<string, { highest: number; seen: Set<number> }>();

  return {
    enter({ page, n }) {
      const account = pages.get(page) ?? { highest: 0, seen: new Set<number>() };
      // A Map keeps the order of insertion: the page that was heard of last goes to the end.
      pages.delete(page);
      pages.set(page, account);
      if (pages.size > PAGES) pages.delete(pages.keys().next().value as string);

      const duplicate = account.seen.has(n);
      account.highest = Math.max(account.highest, n);
      const floor = account.highest - WINDOW;
      if (n > floor) account.seen.add(n);
      if (account.seen.size > WINDOW) {
        for (const old of account.seen) if (old <= floor) account.seen.delete(old);
      }
      const missing = findMissing(account.highest, account.seen);
      return {
        ...(duplicate && { duplicate }),
        ...(missing.length > 0 && { missing }),
      };
    },
  };
}

function findMissing(highest: number, seen: ReadonlySet<number>): number[] {
  const missing: number[] = [];
  const floor = Math.max(1, highest - WINDOW + 1);
  for (let n = highest - 1; n >= floor && missing.length < NAMED; n -= 1) {
    if (!seen.has(n)) missing.unshift(n);
  }
  return missing;
}

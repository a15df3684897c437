import { MAX_GAP } from '../../src/server/createLedger.ts';
import type { Tag } from '../../src/server.ts';
import type { Account, Counts } from '../formats/entry.ts';

/** How many pages have an account, those heard of last: as many as the ledger remembers. */
const MAX_PAGES = 2000;

const NONE: Counts = { received: 0, duplicate: 0, effective: 0, missing: 0 };

/** Counts the triggers that have come, those that came again, and those that should have come. */
export interface Accounts {
  /**
   * @param duplicate what the ledger says of it
   * @param logged how the log says that the accounts stand: it has counted what is not read any more
   */
  enter(tag: Pick<Tag, 'page' | 'n'>, duplicate?: boolean, logged?: Account): Account;
}

/** The counts of a page, and the highest number that it has come to. */
interface Known {
  counts: Counts;
  highest: number;
}

export function createAccounts(): Accounts {
  const pages = new Map<string, Known>();
  let all = NONE;

  return {
    enter({ page, n }, duplicate = false, logged) {
      const known = pages.get(page) ?? { counts: NONE, highest: 0 };
      const { counts, highest } = count(known, n, duplicate);
      const [before, after] = [known.counts, logged?.page ?? counts];
      pages.delete(page);
      pages.set(page, { counts: after, highest });
      // A Map keeps the order of insertion: the page that was heard of last is at the end.
      if (pages.size > MAX_PAGES) pages.delete(pages.keys().next().value as string);
      all = logged?.all ?? {
        received: all.received + 1,
        duplicate: all.duplicate + after.duplicate - before.duplicate,
        effective: all.effective + after.effective - before.effective,
        missing: all.missing + after.missing - before.missing,
      };
      return { page: after, all };
    },
  };
}

function count({ counts, highest }: Known, n: number, again: boolean): Known {
  const received = counts.received + 1;
  if (again) return { counts: { ...counts, received, duplicate: counts.duplicate + 1 }, highest };
  const effective = counts.effective + 1;
  const gap = n - highest - 1;
  // The ledger names nothing of it either.
  if (gap > MAX_GAP) return { counts: { ...counts, received, effective }, highest };
  const missing = gap < 0 ? Math.max(0, counts.missing - 1) : counts.missing + gap;
  return { counts: { ...counts, received, effective, missing }, highest: Math.max(highest, n) };
}

import type { Tag } from '../../src/server.ts';
import type { Account, Counts } from '../formats/entry.ts';

/** How many pages have an account, those heard of last: as many as the ledger remembers. */
const MAX_PAGES = 2000;

const NONE: Counts = { received: 0, duplicate: 0, effective: 0, missing: 0 };

/** Counts the triggers that have come, those that came again, and those that should have come. */
export interface Accounts {
  /** @param duplicate what the ledger says of it */
  enter(tag: Pick<Tag, 'page' | 'n'>, duplicate?: boolean): Account;
}

export function createAccounts(): Accounts {
  const pages = new Map<string, Counts>();
  let all = NONE;

  return {
    enter({ page, n }, duplicate = false) {
      const before = pages.get(page) ?? NONE;
      const after = count(before, n, duplicate);
      pages.delete(page);
      pages.set(page, after);
      // A Map keeps the order of insertion: the page that was heard of last is at the end.
      if (pages.size > MAX_PAGES) pages.delete(pages.keys().next().value as string);
      all = {
        received: all.received + 1,
        duplicate: all.duplicate + after.duplicate - before.duplicate,
        effective: all.effective + after.effective - before.effective,
        missing: all.missing + after.missing - before.missing,
      };
      return { page: after, all };
    },
  };
}

function count({ received, duplicate, effective, missing }: Counts, n: number, again: boolean) {
  if (again) return { received: received + 1, duplicate: duplicate + 1, effective, missing };
  const highest = effective + missing;
  const found = n > highest ? missing + n - highest - 1 : Math.max(0, missing - 1);
  return { received: received + 1, duplicate, effective: effective + 1, missing: found };
}

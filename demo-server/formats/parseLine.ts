import type { Account, Entry } from './entry.ts';

/** The entry of a line, or none: a limit or a crash may have cut it, or a person may have edited it. */
export function parseLine(line: string): Entry[] {
  try {
    const value = JSON.parse(line);
    if (typeof value?.event !== 'string' || !Number.isInteger(value.request)) return [];
    const { tag, account, ...rest } = value;
    const isTag = typeof tag?.page === 'string' && Number.isInteger(tag.n);
    return [{ ...rest, ...(isTag && { tag }), ...(isAccount(account) && { account }) }];
  } catch {
    return [];
  }
}

const COUNTS = ['received', 'duplicate', 'effective', 'missing'] as const;

function isAccount(account: Partial<Account> | undefined): boolean {
  return [account?.page, account?.all].every(counts =>
    COUNTS.every(name => Number.isInteger(counts?.[name])),
  );
}

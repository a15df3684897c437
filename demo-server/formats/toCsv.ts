import { stringify } from 'csv-stringify/sync';
import type { Counts, Entry, Received } from './entry.ts';

const COLUMNS = [
  'time',
  'event',
  'request',
  'status',
  'page',
  'n',
  'transport',
  'moment',
  'method',
  'path',
  'query',
  'bytes',
  'data',
  'truncated',
  'duplicate',
  'missing',
  'pageReceived',
  'pageDuplicate',
  'pageEffective',
  'pageMissing',
  'allReceived',
  'allDuplicate',
  'allEffective',
  'allMissing',
  'mismatch',
  'after',
  'client',
  'reason',
  'type',
  'origin',
  'referer',
  'agent',
  'dest',
  'mode',
  'site',
] as const;

export const csvHeader = `${COLUMNS.join(',')}\r\n`;

/**
 * One entry as a row of a table. What a spreadsheet would take for a formula gets an apostrophe
 * before it: all of this was sent by somebody. So does what follows a semicolon, a tab or a line end, also
 * behind quotes: where a comma is the decimal separator, spreadsheets part a table there, whatever is quoted.
 */
export function toCsv(entry: Entry): string {
  const { tag, account, ...rest } = entry as Received & Record<string, unknown>;
  const fields: Record<string, unknown> = {
    ...rest,
    page: tag?.page,
    n: tag?.n,
    moment: tag?.when,
    ...(account && { ...nameCounts('page', account.page), ...nameCounts('all', account.all) }),
  };
  return stringify([COLUMNS.map(name => toText(fields[name]))], {
    escape_formulas: true,
    // A line end alone would start a row, which may begin with a formula.
    quoted_match: /[\r\n]/,
    record_delimiter: '\r\n',
  });
}

/** `received` of a page is `pageReceived`. */
function nameCounts(of: 'page' | 'all', counts: Counts): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [
      `${of}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      count,
    ]),
  );
}

function toText(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[;\t\r\n]"*(?=[=+@\-＝＋－＠])/g, "$&'");
}

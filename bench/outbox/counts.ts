import type { EngineName } from '../../setup/locate.ts';

/** How often a test has been run in an engine, and has passed. */
export interface Count {
  runs: number;
  passed: number;
  /** Of a test that measures, what it has found in all its runs. */
  arrived?: number;
  called?: number;
}

/** What has been counted, by the tests' titles. */
export type Counts = Readonly<Record<string, Partial<Record<EngineName, Count>>>>;

const ENGINES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' } as const;

const START = '<!-- counts: written by `npm run outbox` -->';
const END = '<!-- end of the counts -->';

/** Puts one more run to those of the same test and engine. */
export function add(before: Count | undefined, run: Omit<Count, 'runs'>): Count {
  const { runs = 0, passed = 0, arrived = 0, called = 0 } = before ?? {};
  return {
    runs: runs + 1,
    passed: passed + run.passed,
    ...(run.called !== undefined && {
      arrived: arrived + (run.arrived ?? 0),
      called: called + run.called,
    }),
  };
}

/** A document with these counts in the place of those that it has. */
export function put(document: string, counts: Counts): string {
  const [before] = document.split(START);
  const [, after] = document.split(END);
  if (before === undefined || after === undefined)
    throw new Error('The document has no place for the counts.');
  return `${before}${START}\n\n${toTable(counts)}\n\n${END}${after}`;
}

function toTable(counts: Counts): string {
  const engines = Object.keys(ENGINES) as EngineName[];
  const rows = Object.keys(counts)
    .sort()
    .map(title => [title, ...engines.map(engine => toCell(counts[title]?.[engine]))]);
  const table = [['what is tested', ...Object.values(ENGINES)], ...rows];
  const widths = [0, 1, 2, 3].map(at => Math.max(...table.map(row => row[at]?.length ?? 0)));
  const lines = table.map(
    row => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function toCell(count: Count | undefined): string {
  if (!count) return '';
  const { runs, passed, arrived, called } = count;
  const held = `${passed} of ${runs}`;
  return called === undefined ? held : `${held}; ${arrived} of ${called} calls arrived`;
}

import type { EngineName } from '../../setup/locate.ts';
import { alignTable } from '../report/table.ts';

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
  return alignTable(['what is tested', ...Object.values(ENGINES)], rows);
}

function toCell(count: Count | undefined): string {
  if (!count) return '';
  const { runs, passed, arrived, called } = count;
  const held = `${passed} of ${runs}`;
  return called === undefined ? held : `${held}; ${arrived} of ${called} calls arrived`;
}

import { alignTable } from '../../report/table.ts';
import type { Cost } from '../parts/cost.ts';
import { PEERS, type Peer } from '../peers.ts';
import { absent } from './absent.ts';
import { type Bar, toBars } from './bars.ts';
import type { Found } from './benchmarks.ts';

const TITLE = 'A call on its own task, µs: each of the calls 2 to 11';

const METHOD = `Chromium without a debugger: each page makes its calls by itself, 0.6 s after its load event, reports, and leads to the
next; the peers in turn, fresh pages, medians of 15. **First**, **later**: µs of the calling task, of the first call and of each of
the ten after it; \`×\`: as a multiple of the bare API that the peer ends in, measured between them. A peer that batches ends in it
later than in the call, which costs it less there and more after it: **all work** is what the main thread does in the 3.5 s from
ten calls on, less a like page's without them, for each call (\`TaskDuration\`, medians of three). What a peer sends later still,
or at the exit, is in none of the figures. **waits**: a trigger that waits for the exit; \`fetchLater\` holds its copy.
**taken back**: the same, and an \`abort\` in the same task.`;

export function costSection({ date, rows }: Found<Cost>): string {
  const head = ['', 'first', '', 'later', '', 'beside', 'all work'];
  const body = byCost(rows).map(row => [
    titleOf(row),
    `${figure(row.first)} µs`,
    `${row.firstRatio} ×`,
    `${figure(row.later)} µs`,
    `${row.laterRatio} ×`,
    PEERS[`bare-${PEERS[row.peer].endsIn}`].title,
    `${figure(row.all)} µs`,
  ]);
  const table = alignTable(head, [...body, ...absent(head.length)]);
  return `## Cost of a call

![${TITLE}](benchmarks-cost.svg)

${table}

Measured on ${date}. ${METHOD}`;
}

export function costPicture({ rows }: Found<Cost>): string {
  return toBars(
    TITLE,
    byCost(rows).map((row): Bar => {
      const { kind }: Peer = PEERS[row.peer];
      const text = `${figure(row.later)} µs, ${row.laterRatio} ×`;
      return { label: titleOf(row), kind, value: row.later, figure: text };
    }),
  );
}

export function titleOf({ peer, call }: Pick<Cost, 'peer' | 'call'>): string {
  return call === 'send' ? PEERS[peer].title : `${PEERS[peer].title}, ${call}`;
}

function byCost(rows: readonly Cost[]): readonly Cost[] {
  return [...rows].sort((one, other) => one.later - other.later);
}

const figure = (value: number) => value.toLocaleString('en');

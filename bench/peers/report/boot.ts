import { alignTable } from '../../report/table.ts';
import type { Boot } from '../parts/boot.ts';
import { PEERS, type Peer } from '../peers.ts';
import { absent } from './absent.ts';
import { type Bar, toBars } from './bars.ts';
import type { Found } from './benchmarks.ts';

const TITLE = 'Main-thread work of a page that boots it, ms';

const method = (
  rows: readonly Boot[],
) => `Chromium, each figure from fresh pages in turn. **Work**: all that the main thread does (\`TaskDuration\`) from the
navigation until a second after load, less that of a page without a peer; the least of five; throttled to a quarter by the protocol.
${floor(rows)}
**Listeners**: calls of \`addEventListener\` until the event has arrived, those for the exit by name. **Back**: whether the back
button finds the page in the back/forward cache, in a browser as a visitor has it; else its own reason.
**Load moved**: how much later the load event comes, medians of three, where every answer takes 1.5 s and the page sends as it is parsed.
**Before the event**: what was asked of the collector before the event itself, and the files that the peer loaded for it (brotli).
**Arrived**: ms from the call; none within 6.5 s: it waits for the exit, or for longer.`;

export function bootSection({ date, rows }: Found<Boot>): string {
  const head = [
    '',
    'work, ms',
    '4× slower',
    'listeners',
    'back',
    'load moved',
    'before the event',
    'arrived',
  ];
  const body = byWork(rows).map(row => [
    PEERS[row.peer].title,
    `${row.work}`,
    `${row.workThrottled}`,
    [row.listeners, row.exits.join(', ')].filter(Boolean).join(': '),
    row.kept === true ? 'kept' : row.kept,
    `${row.loadMoved} ms`,
    before(row),
    row.arrived === undefined ? '' : `${row.arrived} ms`,
  ]);
  const table = alignTable(head, [...body, ...absent(head.length)]);
  return `## Boot

![${TITLE}](benchmarks-boot.svg)

${table}

Measured on ${date}. ${method(rows)}`;
}

export function bootPicture({ rows }: Found<Boot>): string {
  return toBars(
    TITLE,
    byWork(rows).map(({ peer, work }): Bar => {
      const { title, kind }: Peer = PEERS[peer];
      return { label: title, kind, value: Math.max(0, work), figure: `${work} ms` };
    }),
  );
}

/** The bare APIs do nothing before their event: what they differ by is what cannot be told apart. */
function floor(rows: readonly Boot[]): string {
  const bare = rows.filter(({ peer }) => PEERS[peer].kind === 'bare').map(({ work }) => work);
  return `The bare APIs do nothing at all at boot, and read from ${Math.min(...bare)} to ${Math.max(...bare)} ms: where two rows differ by less than that range, they are not told apart.`;
}

function before({ requests, files, loaded }: Boot): string {
  const parts = [
    requests > 0 && `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    files > 0 && `${files} files, ${loaded.toLocaleString('en')} B`,
  ];
  return parts.filter(Boolean).join('; ');
}

function byWork(rows: readonly Boot[]): readonly Boot[] {
  return [...rows].sort((one, other) => one.work - other.work);
}

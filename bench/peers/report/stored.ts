import { alignTable, bullets } from '../../report/table.ts';
import type { Stored, StoredCell, Storing } from '../parts/stored.ts';
import { PEERS } from '../peers.ts';
import type { Found } from './benchmarks.ts';

const CELLS = {
  offline: 'the page is closed, and the next visit finds the collector',
  killed: 'the whole browser is killed (SIGKILL), and its next start finds the collector',
  tabs: 'two more tabs are opened, all three visible, and the collector comes back',
} as const satisfies Record<StoredCell, string>;

const SET_UP = {
  'sendoff-outbox': '`createOutbox({ name })`',
  sentry: '`makeBrowserOfflineTransport(makeFetchTransport)`',
  workbox: 'a `Queue` in a service worker; the page’s plain `fetch`',
  'beacon-transporter': '`createBeacon()`',
  'bare-fetch': 'stores nothing: the limit without',
} as const satisfies Record<Storing, string>;

const METHOD = `A profile of its own for each run of a column, in which each peer has its own origin, page and collector. Ten events,
20 ms apart, are sent while connections to the collector are refused; what a column says follows a second after the last. Each
visit sends one more event, which is not counted: Sentry and beacon-transporter send what they have stored once another has got
through. In \`tabs\` each page sends it, after an \`online\` event. What was stored has 30 s to arrive, and a second copy 7 s more.
Workbox’s service worker has been there for a visit. A \`sync\` that has failed Chromium repeats after five minutes; here it is fired
at once, as Workbox’s docs do it by hand. Firefox has no such event: there Workbox sends when its worker next starts, which it does
after the kill; in the other columns it is still running. WebKitGTK’s driver keeps no profile, and has one tab: it is not measured.`;

const names = Object.keys(CELLS) as StoredCell[];

export function storedSection({ date, rows }: Found<Stored>): string {
  const peers = [...new Set(rows.map(({ peer }) => peer))];
  const columns = [...new Set(rows.map(({ engine }) => engine))].flatMap(engine =>
    names.map(cell => ({ engine, cell })),
  );
  const table = alignTable(
    ['', 'set up as', ...columns.map(({ engine, cell }) => `${engine}, ${cell}`)],
    peers.map(peer => [
      PEERS[peer].title,
      SET_UP[peer],
      ...columns.map(({ engine, cell }) =>
        show(rows.find(it => it.peer === peer && it.engine === engine && it.cell === cell)),
      ),
    ]),
  );
  return `## Offline, killed, in three tabs

\`n/sent\`: so many of the events arrived, in all runs of ten; \`+1\`: one came once too often.

${table}

${bullets(names.map(name => `\`${name}\`: ${CELLS[name]}`))}

Measured on ${date}. ${METHOD}`;
}

function show(row: Stored | undefined): string {
  if (!row || row.runs === 0) return '–';
  const { sent, delivered, duplicates } = row;
  return `${delivered}/${sent}${duplicates > 0 ? ` +${duplicates}` : ''}`;
}

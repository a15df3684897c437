import { drawText, toPicture } from '../../report/picture.ts';
import { drawShare, percent, shareArrived } from '../../report/share.ts';
import { alignTable, bullets } from '../../report/table.ts';
import { CELLS, type CellName } from '../cells.ts';
import type { Delivery } from '../parts/delivery.ts';
import { NAMES, PEERS, type Peer, type PeerName } from '../peers.ts';
import { absent } from './absent.ts';
import type { Found } from './benchmarks.ts';

const TITLE = 'How much of one event arrives, in percent';

const METHOD = `Each run has a browser of its own for each column, in which every peer has its own page and its own collector. A page that
is closed is closed as a person does it. What has come is counted when nothing has come for two seconds and the page is left
(\`offline\`: ten seconds into the next visit, which sends another event), by a word in the event; once too often is a duplicate. Where the event waits for the
load event, sendoff does so by its own moment and the others by the page's listener, since they have none; a queue waits by itself.
To the browser the connection of \`far\` is open at once, since this machine accepts it: what takes its 150 ms is all that follows.
\`npm run bench -- delivery --runs 50\` makes fifty runs; the table says how many there have been.`;

const names = Object.keys(CELLS) as CellName[];

export function deliverySection({ date, rows }: Found<Delivery>): string {
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  const tables = engines.map(engine => {
    const own = rows.filter(row => row.engine === engine);
    const body = peersOf(own).map(peer => [
      PEERS[peer].title,
      ...names.map(cell => show(own.find(it => it.peer === peer && it.cell === cell))),
    ]);
    const table = alignTable(['', ...names], [...body, ...absent(names.length + 1)]);
    return `**${engine}**\n\n${table}`;
  });
  const columns = bullets(names.map(name => `\`${name}\`: ${CELLS[name].title}`));
  return `## Delivery

![${TITLE}](benchmarks-delivery.svg)

\`n/runs\`: so many runs' events arrived; \`+1\`: one came twice.

${tables.join('\n\n')}

${columns}

Measured on ${date}. ${METHOD}`;
}

function show(row: Delivery | undefined): string {
  if (!row || row.runs === 0) return '–';
  const { arrived, runs, duplicates } = row;
  return `${arrived}/${runs}${duplicates > 0 ? ` +${duplicates}` : ''}`;
}

function peersOf(rows: readonly Delivery[]): readonly PeerName[] {
  return NAMES.filter(name => rows.some(({ peer }) => peer === name));
}

/** The picture's measures, in its own units. */
const SIZES = { labels: 210, column: 84, row: 24, head: 62, foot: 16 } as const;

/** All engines together: a row for each peer, a column for each way of leaving. */
export function deliveryPicture({ rows }: Found<Delivery>): string {
  const peers = peersOf(rows);
  const width = SIZES.labels + names.length * SIZES.column + 8;
  const height = SIZES.head + peers.length * SIZES.row + SIZES.foot;
  const left = (column: number) => SIZES.labels + column * SIZES.column;
  const heads = names.map((name, column) =>
    drawText(left(column) + SIZES.column / 2, 52, name, 'text-anchor="middle"'),
  );
  const lines = peers.map((peer, index) => {
    const { title, kind }: Peer = PEERS[peer];
    const y = SIZES.head + index * SIZES.row;
    const weight = kind === 'sendoff' ? ' font-weight="700"' : '';
    const label = drawText(SIZES.labels - 8, y + 15, title, `text-anchor="end"${weight}`);
    const size = { width: SIZES.column - 3, height: SIZES.row - 3 };
    const boxes = names.map((cell, column) =>
      drawShare(shareOf(rows, peer, cell), { x: left(column), y, ...size }),
    );
    return [label, ...boxes].join('\n');
  });
  const inWords = peers.map(peer => {
    const shares = names.map(cell => `${cell} ${percent(shareOf(rows, peer, cell))}`);
    return `${PEERS[peer].title}: ${shares.join(', ')}`;
  });
  return toPicture({ title: TITLE, inWords: `${inWords.join('. ')}.`, width, height }, [
    drawText(8, 20, TITLE, 'font-weight="600" font-size="12"'),
    ...heads,
    ...lines,
  ]);
}

/** Of all its runs in one way of leaving, how many arrived: 0 to 1; nothing where none was made. */
function shareOf(rows: readonly Delivery[], peer: PeerName, cell: CellName): number | undefined {
  return shareArrived(rows.filter(row => row.peer === peer && row.cell === cell));
}

import type { Delivery } from '../parts/delivery.ts';
import type { Stored } from '../parts/stored.ts';
import { NAMES, PEERS, type Peer, type PeerName } from '../peers.ts';
import type { Benchmarks } from './benchmarks.ts';
import { slopeOf } from './growth.ts';

const peers = NAMES.filter(name => PEERS[name].kind === 'peer');
const title = (name: PeerName) => PEERS[name].title;
const list = (names: readonly PeerName[]) => names.map(title).join(', ');
const bytes = (count: number) => `${count.toLocaleString('en')} B`;

/** What was asked of sendoff, and whether it holds, as far as it has been measured. */
export function verdicts(benchmarks: Benchmarks): readonly string[] {
  const all = [survivors, scriptTag, delivered, stored, calls, growth].map(judge =>
    judge(benchmarks),
  );
  return all.filter(verdict => verdict !== undefined);
}

function verdict(asked: string, holds: boolean, found: string): string {
  return `**${asked}: ${holds ? 'holds' : 'does not hold'}.** ${found}`;
}

/** What must be loaded before an event can leave. */
function weightOf({ size, boot }: Benchmarks, name: PeerName): number {
  const entry = size?.rows.find(({ peer }) => peer === name)?.brotli ?? Number.NaN;
  return entry + (boot?.rows.find(({ peer }) => peer === name)?.loaded ?? 0);
}

function survivors(benchmarks: Benchmarks): string | undefined {
  const { size, delivery } = benchmarks;
  const parsed = delivery?.rows.filter(({ cell, runs }) => cell === 'close-parsing' && runs > 0);
  if (!size || !delivery || !parsed?.length) return undefined;
  const runs = Math.min(...parsed.map(row => row.runs));
  const survives = (name: PeerName) => {
    const own = delivery.rows.filter(({ peer, cell }) => peer === name && cell === 'close-parsing');
    return own.length > 0 && own.every(({ arrived, runs }) => runs > 0 && arrived === runs);
  };
  const own = weightOf(benchmarks, 'sendoff');
  const able = peers.filter(survives);
  const smaller = able.filter(name => weightOf(benchmarks, name) <= own);
  const late = delivery.rows.filter(
    ({ peer, cell, runs }) => peers.includes(peer) && cell === 'close-loading' && runs > 0,
  );
  const found = [
    `\`import { trigger }\` with its set-up: ${bytes(own)}, brotli.`,
    `An event that was sent while the page was parsed survives the close in every run (at least ${runs} in each engine) with ${list(able) || 'no peer'}${smaller.length > 0 ? `; smaller than sendoff: ${list(smaller)}` : ''}.`,
    late.length > 0 &&
      late.every(({ arrived }) => arrived === 0) &&
      'One that was to be sent after the load event survives it with no peer.',
  ];
  return verdict(
    '`import { trigger }` is smaller than each peer that survives a tab closed while it loads',
    smaller.length === 0,
    found.filter(Boolean).join(' '),
  );
}

function scriptTag(benchmarks: Benchmarks): string | undefined {
  if (!benchmarks.size) return undefined;
  const own = weightOf(benchmarks, 'sendoff-tag');
  const able = peers.filter(name => (PEERS[name] as Peer).transports.length > 1);
  const smaller = able.filter(name => weightOf(benchmarks, name) <= own);
  const found = `\`dist/sendoff.js\`: ${bytes(own)}, brotli; of ${able.length} such peers ${able.length - smaller.length} are larger${smaller.length > 0 ? `; smaller: ${list(smaller)}` : ''}.`;
  return verdict(
    'The script tag is smaller than each peer of two transports or more',
    smaller.length === 0,
    found,
  );
}

function delivered({ delivery }: Benchmarks): string | undefined {
  if (!delivery) return undefined;
  const own = delivery.rows.filter(({ peer, runs }) => peer === 'sendoff' && runs > 0);
  if (own.length === 0) return undefined;
  const beside = ({ engine, cell }: Delivery) =>
    delivery.rows.filter(it => it.engine === engine && it.cell === cell && peers.includes(it.peer));
  const best = (row: Delivery) => Math.max(...beside(row).map(({ arrived }) => arrived));
  const outbox = (row: Delivery) =>
    delivery.rows.find(
      it => it.peer === 'sendoff-outbox' && it.engine === row.engine && it.cell === row.cell,
    );
  const count = (row: Delivery) =>
    `\`${row.cell}\` (${row.arrived} of ${row.runs}, the best peer ${best(row)})`;
  const tell = (rows: readonly Delivery[]) => {
    const counts = [...new Set(rows.map(count))];
    const where = (it: string) => rows.filter(row => count(row) === it).map(row => row.engine);
    return counts.map(it => `${where(it).join(', ')} ${it}`).join('; ');
  };
  const more = own.filter(row => row.arrived > best(row));
  const less = own.filter(row => row.arrived < best(row));
  const mended = less.filter(row => (outbox(row)?.arrived ?? 0) >= best(row));
  const cells = new Set(delivery.rows.map(({ engine, cell }) => `${engine} ${cell}`));
  const found = [
    `${own.length} of ${cells.size} cells have been measured.`,
    `More than every peer: ${tell(more) || 'in no cell'}.`,
    less.length > 0 && `Less than the best: ${tell(less)}.`,
    mended.length > 0 &&
      `\`sendoff/outbox\` delivers as much as the best in ${mended.length} of these ${less.length}.`,
  ];
  return verdict(
    'No peer delivers more than sendoff in a cell',
    less.length === 0,
    found.filter(Boolean).join(' '),
  );
}

function stored({ stored }: Benchmarks): string | undefined {
  if (!stored?.rows.some(({ runs }) => runs > 0)) return undefined;
  const names = [...new Set(stored.rows.map(({ peer }) => peer))];
  const total = (name: PeerName, figure: 'sent' | 'delivered' | 'duplicates') =>
    stored.rows.reduce((all, row) => all + (row.peer === name ? row[figure] : 0), 0);
  const count = (name: PeerName) => {
    const twice = total(name, 'duplicates');
    return `${title(name)} ${total(name, 'delivered')}${twice > 0 ? ` (and ${twice} too often)` : ''}`;
  };
  const isKept = ({ peer, sent, delivered, duplicates }: Stored) =>
    peer !== 'sendoff-outbox' || (delivered === sent && duplicates === 0);
  return verdict(
    'What is sent while the collector is down arrives by `sendoff/outbox` later, and once',
    stored.rows.every(isKept),
    `Of ${total('sendoff-outbox', 'sent')} events each: ${names.map(count).join(', ')}.`,
  );
}

/** The most that a call may cost: first and later, as multiples of the bare API; a waiting one's as a share of a fetch. */
const LIMITS = { first: 1.6, later: 1.3, waiting: 0.3 } as const;

function calls({ cost }: Benchmarks): string | undefined {
  const sent = cost?.rows.find(({ peer, call }) => peer === 'sendoff' && call === 'send');
  const waits = cost?.rows.find(({ peer, call }) => peer === 'sendoff' && call === 'waits');
  if (!sent || !waits) return undefined;
  const holds =
    sent.firstRatio <= LIMITS.first &&
    sent.laterRatio <= LIMITS.later &&
    Math.max(waits.firstRatio, waits.laterRatio) <= LIMITS.waiting;
  return verdict(
    `A call costs at most ${LIMITS.first} and ${LIMITS.later} bare fetches, first and later, a waiting one ${LIMITS.waiting}`,
    holds,
    `Measured: ${sent.firstRatio} and ${sent.laterRatio}; waiting ${waits.firstRatio} and ${waits.laterRatio}.`,
  );
}

function growth({ growth }: Benchmarks): string | undefined {
  if (!growth) return undefined;
  const slopes = [slopeOf(growth.rows, 'triggers'), slopeOf(growth.rows, 'events')];
  const heap = Math.max(...growth.rows.map(({ after }) => after));
  const listeners = Math.max(...growth.rows.map(row => row.listeners));
  return verdict(
    'From 100 to 100,000 the slope is at most 1.05, the heap comes back within 1 MB, no listener is left',
    Math.max(...slopes) <= 1.05 && heap <= 1 && listeners <= 0,
    `Slopes: triggers ${slopes[0]}, queued events ${slopes[1]}; at most ${heap} MB and ${Math.max(0, listeners)} listeners are left.`,
  );
}

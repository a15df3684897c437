import type { Entry } from '../../demo-server/formats/entry.ts';
import type { Held } from './startServer.ts';

export interface Outcome {
  entries: readonly Entry[];
  /** The ids of the triggers that were answered with success. */
  answered: ReadonlySet<string>;
  /** Before the clients came, and after they had gone. */
  held: { before: Held; after: Held };
  exitCode: number | null;
  /** Processes that the server has left behind. */
  left: number;
}

/** How much more the heap may hold in the end, in megabytes: the log's last lines, and known pages. */
const MORE_HEAP = 10;

/** What is wrong with a soak, each in a line; empty where all is well. */
export function judge({ entries, answered, held, exitCode, left }: Outcome): readonly string[] {
  const received = entries.filter(entry => entry.event === 'received');
  const times = new Map<string, number>();
  for (const { tag } of received) if (tag) times.set(tag.id, (times.get(tag.id) ?? 0) + 1);
  const lost = [...answered].filter(id => !times.has(id));
  const twice = [...times.values()].filter(count => count > 1);
  const ended = new Map<number, number>();
  for (const { event, request } of entries)
    if (event === 'finished') ended.set(request, (ended.get(request) ?? 0) + 1);
  const started = received.filter(({ path }) => path === '/scripts/slow');
  const endless = started.filter(({ request }) => ended.get(request) !== 1);

  return [
    lost.length > 0 && `${lost.length} triggers were answered and are not in the log: ${lost[0]}`,
    twice.length > 0 && `${twice.length} triggers are in the log more than once`,
    endless.length > 0 &&
      `${endless.length} of ${started.length} scripts have not one end: request ${endless[0]?.request}`,
    held.after.descriptors > held.before.descriptors &&
      `descriptors: ${held.before.descriptors} before, ${held.after.descriptors} after`,
    held.after.heap - held.before.heap > MORE_HEAP &&
      `heap: ${held.before.heap.toFixed(1)} MB before, ${held.after.heap.toFixed(1)} MB after`,
    exitCode !== 0 && `the server ended with ${exitCode}`,
    left > 0 && `the server has left ${left} processes behind`,
  ].filter(problem => problem !== false);
}

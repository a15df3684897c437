import { addQuery } from '../plan.ts';
import type { Item } from './item.ts';
import type { Mirror } from './mirror.ts';
import type { Store } from './store.ts';
import type { Verdict } from './verdict.ts';

/**
 * In ms, and in attempts: how long answers may leave an item in doubt. A visitor logs in again meanwhile, or a
 * site comes back.
 */
const HOUR = 3_600_000;
const MOST_DOUBTED = 20;

/** What is kept, and for how long. */
export interface Bounds {
  maxItems: number;
  maxBytes: number;
  maxAge: number;
}

/** What the parts of an outbox share. */
export interface Box {
  /** The database, and the mirror where that has not taken it. */
  store: Store;
  mirror: Mirror;
  bounds: Bounds;
  accepted: (response: Response) => boolean;
  /** What this page is sending itself, or what waits here for its moment. */
  busy: Set<string>;
  /** What cancels each call that waits for its moment, or for consent. */
  waiting: Set<() => void>;
  /** What the database has not committed yet. */
  unwritten: Set<Item>;
  /** How many have been dropped that no server has heard of yet, as far as this page knows. */
  dropped: number;
}

/** Counts what has been dropped, or only reads what all pages have counted. */
export const countDropped = async (box: Box, change = 0): Promise<void> => {
  box.dropped = await box.store.dropped(change);
};

/** How many dropped ones an attempt is to report: none that is under way reports them, too. */
export const takeDropped = (box: Box): number => {
  const { dropped } = box;
  box.dropped = 0;
  return dropped;
};

export const withDropped = (url: string, dropped: number): string =>
  addQuery(url, dropped ? `sendoff-dropped=${dropped}` : '');

/** Takes an item away that is lost, and counts it. */
export const drop = async (box: Box, item: Item): Promise<void> => {
  // A full database lets go of an item, and takes no count.
  if (await box.store.replace(item)) await countDropped(box, 1).catch(() => {});
};

/** Which items have to go: those that are too old, and the oldest of those that are too much. */
export const surplus = <Kept extends Pick<Item, 'created' | 'bytes'>>(
  items: readonly Kept[],
  { maxItems, maxBytes, maxAge }: Bounds,
  now: number,
): Kept[] => {
  let bytes = 0;
  return [...items]
    .sort((one, other) => other.created - one.created)
    .filter((item, newer) => {
      bytes += item.bytes || 0;
      return newer >= maxItems || bytes > maxBytes || now - item.created > maxAge;
    });
};

/** Drops what is too old or too much, but nothing that this page sends or holds. */
export const trim = async (box: Box): Promise<void> => {
  // What cannot be dropped holds up none of the rest.
  for (const item of surplus(await box.store.items(), box.bounds, Date.now()))
    if (!box.busy.has(item.id)) await drop(box, item).catch(() => {});
};

/** How an attempt has ended. */
export interface Ending {
  verdict: Verdict;
  /** Until when the server wants to be left alone; else 0. */
  hold: number;
  /** How many dropped ones the attempt has told of. */
  reported?: number | undefined;
}

/**
 * Removes an item, or gives it back for a later attempt.
 *
 * @returns whether it waits on this device
 */
export const applyEnding = async (
  box: Box,
  item: Item,
  { verdict, hold, reported }: Ending,
): Promise<boolean> => {
  const { store } = box;
  const now = Date.now();
  const doubted = verdict === 'doubt' ? item.doubted || now : 0;
  const isOpen = now - doubted < HOUR || item.tries < MOST_DOUBTED;
  if (verdict === 'again' || (doubted && isOpen))
    return store.replace(item, {
      ...item,
      // Counts tries since the first doubt.
      tries: (doubted === now ? 0 : item.tries) + 1,
      doubted,
      hold,
      since: 0,
    });
  if (verdict !== 'done') await drop(box, item);
  else {
    await store.replace(item);
    if (reported) await countDropped(box, -reported);
  }
  return false;
};

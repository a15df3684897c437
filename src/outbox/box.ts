import { addQuery } from '../plan.ts';
import type { Item } from './item.ts';
import type { Mirror } from './mirror.ts';
import type { Store } from './store.ts';
import { type Bounds, holdUntil, judge, surplus, type Verdict } from './verdict.ts';

/**
 * In ms, and in attempts: how long answers may leave an item in doubt. A visitor logs in again meanwhile, or a
 * site comes back.
 */
const HOUR = 3_600_000;
const MOST_DOUBTED = 20;

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

/** A URL that says how many have been dropped, if none that is under way says so. */
export const report = (url: string, box: Box): string => {
  const { dropped } = box;
  box.dropped = 0;
  return addQuery(url, dropped ? `sendoff-dropped=${dropped}` : '');
};

/** Takes an item away that is lost, and counts it. */
export const drop = async (box: Box, item: Item): Promise<void> => {
  // A full database lets go of an item, and takes no count.
  if (await box.store.replace(item)) await countDropped(box, 1).catch(() => {});
};

/** Drops what is too old or too much, but nothing that this page sends or holds. */
export const trim = async (box: Box): Promise<void> => {
  // What cannot be dropped holds up none of the rest.
  for (const item of surplus(await box.store.items(), box.bounds, Date.now()))
    if (!box.busy.has(item.id)) await drop(box, item).catch(() => {});
};

/** Until when the server of an answer wants to be left alone; else 0. */
export const holdOf = (response?: Response): number =>
  // (A test's stand-in for an answer may have no headers.)
  holdUntil(response?.headers?.get('retry-after'), Date.now());

/** What an answer means. What another address says, a login page, says nothing of the item. */
export const verdictOf = ({ accepted }: Box, response: Response): Verdict => {
  let isAccepted = false;
  try {
    isAccepted = accepted(response);
  } catch (error) {
    console.error(error);
  }
  const { redirected, status } = response;
  return judge(redirected && status < 429 ? 0 : status, isAccepted);
};

/**
 * Removes an item, or gives it back for a later attempt.
 *
 * @param hold until when its server wants to be left alone
 * @param reported how many dropped ones the attempt has told of
 * @returns whether it waits on this device
 */
export const settle = async (
  box: Box,
  item: Item,
  verdict: Verdict,
  hold: number,
  reported?: number,
): Promise<boolean> => {
  const { store } = box;
  const now = Date.now();
  const doubted = verdict === 'doubt' ? item.doubted || now : 0;
  const isOpen = now - doubted < HOUR || item.tries < MOST_DOUBTED;
  if (verdict === 'again' || (doubted && isOpen))
    return store.replace(item, {
      ...item,
      // Of those doubts alone.
      tries: (doubted === now ? 0 : item.tries) + 1,
      doubted,
      hold,
      since: 0,
    });
  if (verdict !== 'accepted') await drop(box, item);
  else {
    await store.replace(item);
    if (reported) await countDropped(box, -reported);
  }
  return false;
};

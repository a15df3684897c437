import { addQuery } from '../plan.ts';
import type { Item } from './item.ts';
import type { Mirror } from './mirror.ts';
import type { Store } from './store.ts';
import { type Bounds, holdUntil, judge, surplus, type Verdict } from './verdict.ts';

/** How many answers may leave an item in doubt. */
const MAX_DOUBTS = 5;

/** What the parts of an outbox share. */
export interface Box {
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

/** Takes items away that are lost, and counts them. */
export const drop = async (box: Box, items: readonly Item[]): Promise<void> => {
  for (const item of items) if (await box.store.replace(item)) await countDropped(box, 1);
};

/** Drops what is too old or too much. */
export const trim = async (box: Box): Promise<void> =>
  drop(box, surplus(await box.store.items(), box.bounds, Date.now()));

/** Until when the server of an answer wants to be left alone; else 0. */
export const holdOf = (response?: Response): number =>
  holdUntil(response?.headers.get('retry-after'), Date.now());

/** What an answer means. What another address says, a login page, says nothing of the item. */
export const verdictOf = ({ accepted }: Box, response: Response): Verdict => {
  let isAccepted = false;
  try {
    isAccepted = accepted(response);
  } catch (error) {
    console.error(error);
  }
  return judge(response.redirected ? 0 : response.status, isAccepted);
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
  const doubts = item.doubts + +(verdict === 'doubt');
  if (verdict === 'again' || (verdict === 'doubt' && doubts < MAX_DOUBTS))
    return store.replace(item, { ...item, tries: item.tries + 1, doubts, hold, since: 0 });
  if (verdict !== 'accepted') await drop(box, [item]);
  else {
    await store.replace(item);
    if (reported) await countDropped(box, -reported);
  }
  return false;
};

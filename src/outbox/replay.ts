import { pageId } from '../id.ts';
import { hold, overLimit } from '../limits.ts';
import { pause } from '../page.ts';
import { type Box, countDropped, drop, report, settle, trim, verdictOf } from './box.ts';
import { addressOf, type Item, unpack } from './item.ts';
import { isAhead } from './verdict.ts';

/** In ms: most requests have been answered by then, also those of a page that has just been left. */
const GRACE = 5000;

/** In ms: where pages cannot answer, what one has taken is its own for longer than a throttled tab's minute. */
const CLAIM = 90_000;

/** In ms: a server that holds its answer for longer has not answered. */
const PATIENCE = 60_000;

/** What a replay must know of its page. */
export interface Page {
  /** Promises the other pages that live. */
  callRoll: () => Promise<ReadonlySet<string> | undefined>;
  /** Resolves when the page is left. */
  left: Promise<undefined>;
  hasLeft: () => boolean;
}

/** Sends one item: as a keepalive request if there is room, which alone keeps Firefox's back/forward cache. */
const send = async (url: string, init: RequestInit, quotaBytes: number) => {
  const request = { carrier: 'fetch', url, quotaBytes, keepalive: true } as const;
  const keepalive = !overLimit(request);
  const landed = keepalive ? hold(request) : () => {};
  try {
    const response = await fetch(url, { ...init, keepalive });
    response.arrayBuffer().then(landed, landed);
    return response;
  } catch {
    landed();
    return undefined;
  }
};

/**
 * Sends what waits, one after the other. An address in trouble is left alone after the first failure: it
 * is not up for the others.
 *
 * @returns whether one was in trouble without saying for how long, and in how many ms there may be more
 * to do
 */
export const replay = async (
  box: Box,
  { callRoll, left, hasLeft }: Page,
): Promise<{ isTroubled: boolean; wait: number }> => {
  const { store, mirror, busy } = box;
  const own = pageId();
  for (const item of mirror.read()) {
    if (busy.has(item.id)) continue;
    await store.write(item);
    mirror.remove(item.id);
  }
  await trim(box);
  await countDropped(box);

  let isTroubled = false;
  let wait = Infinity;
  /** Says that it is not now. */
  const later = (ms: number) => {
    wait = Math.min(wait, ms);
    return false;
  };
  let present: ReadonlySet<string> | undefined;
  const isFree = async ({ id, since, owner }: Item) => {
    if (busy.has(id)) return false;
    if (!since || owner === own) return true;
    const age = Math.abs(Date.now() - since);
    if (age < GRACE) return later(GRACE - age);
    present ??= await callRoll();
    return (present ? !present.has(owner) : age > CLAIM) || later(CLAIM);
  };
  const open: Record<string, boolean> = {};
  const isOpen = async (address: string) => {
    const until = await store.number(address);
    const now = Date.now();
    return !isAhead(until, now) || later(until - now);
  };

  for (const item of await store.items()) {
    let address = '';
    let init: RequestInit;
    try {
      address = addressOf(item);
      init = unpack(item);
    } catch {
      // It has been damaged.
      await drop(box, [item]);
      continue;
    }
    open[address] ??= await isOpen(address);
    if (!open[address] || !(await isFree(item))) continue;
    const taken = { ...item, since: Date.now(), owner: own };
    if (hasLeft()) break;
    if (!(await store.replace(item, taken))) continue;
    const { dropped } = box;
    const sent = send(report(item.url, box), init, item.bytes);
    const response = await Promise.race([sent, left, pause(PATIENCE) as Promise<undefined>]);
    // What was in flight then is anybody's soon.
    if (hasLeft()) break;
    const verdict = response ? verdictOf(box, response) : 'again';
    await settle(box, taken, verdict, response, dropped);
    if (verdict === 'accepted' || verdict === 'refused') continue;
    // Where it has not said for how long, that is for this page to say.
    if (await isOpen(address)) isTroubled = true;
    open[address] = false;
  }
  return { isTroubled, wait };
};

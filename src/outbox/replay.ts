import { kind } from '../check.ts';
import { byteLength } from '../encode.ts';
import { pageId } from '../id.ts';
import { hold as holdQuota, overLimit } from '../limits.ts';
import {
  applyEnding,
  type Box,
  countDropped,
  drop,
  takeDropped,
  trim,
  withDropped,
} from './box.ts';
import { addressOf, type Item, unpack } from './item.ts';
import type { CallRoll } from './rollCall.ts';
import { holdOf, isAhead, verdictOf } from './verdict.ts';

/** In ms: most requests have been answered by then, also those of a page that has just been left. */
const GRACE = 5000;

/** In ms: where pages cannot answer, what one has taken is its own for longer than a throttled tab's minute. */
const CLAIM = 90_000;

/**
 * In ms: a server that holds its answer for longer has not answered, and no connection is held up for it. What is
 * large has as long as 64 kbit/s take.
 */
const PATIENCE = 60_000;

/** In bytes, of a field of a multipart form. */
const FRAME = 256;

/** Sends one item: as a keepalive request if there is room, which alone keeps Firefox's back/forward cache. */
const send = async (url: string, init: RequestInit, exit: Promise<true>) => {
  const { body } = init;
  // A browser says nothing of the framing of a form's fields: no field's takes more.
  const framing = kind(body) === 'FormData' ? FRAME * [...(body as FormData)].length : 0;
  const quotaBytes = byteLength(body as BodyInit) + framing;
  const request = { carrier: 'fetch', url, quotaBytes, keepalive: true } as const;
  const keepalive = !overLimit(request);
  const release = keepalive ? holdQuota(request) : () => {};
  // In Firefox what is in flight then never settles, though its quota is back.
  exit.then(release);
  const control = new AbortController();
  setTimeout(() => control.abort(), PATIENCE + (quotaBytes >> 3));
  try {
    const response = await fetch(url, {
      ...init,
      keepalive,
      signal: control.signal,
      // It is the same URL each time, and an answer that refuses may be one to keep.
      cache: 'no-store',
    });
    response.arrayBuffer().then(release, release);
    return response;
  } catch {
    release();
    return undefined;
  }
};

/** Moves what the mirror holds into the database. */
const moveMirrored = async ({ store, mirror, busy }: Box): Promise<void> => {
  // All at once: what is cleared meanwhile must not come back.
  await Promise.all(
    mirror.read().map(async item => {
      if (busy.has(item.id)) return;
      try {
        await store.write(item);
        mirror.remove(item.id);
      } catch {
        // What the database does not take holds up none of the rest.
      }
    }),
  );
};

/**
 * Sends what waits, one after the other. An address in trouble is left alone after the first failure: it
 * is not up for the others.
 *
 * @param exit resolves when the page exits
 * @returns whether one was in trouble without saying for how long, and in how many ms there may be more
 * to do
 */
export const replay = async (
  box: Box,
  callRoll: CallRoll,
  exit: Promise<true>,
): Promise<{ isTroubled: boolean; wait: number }> => {
  const { store, busy } = box;
  const own = pageId();
  let isTroubled = false;
  let wait = Infinity;
  const waitAtMost = (ms: number) => {
    wait = Math.min(wait, ms);
  };
  await trim(box);
  // A database that fails may open the next time. (A server has none.)
  await countDropped(box).catch(() => 'indexedDB' in globalThis && waitAtMost(CLAIM));
  // By now the database is open: what another tab moves, and is done with, meanwhile must not come back.
  await moveMirrored(box);
  let present: ReadonlySet<string> | undefined;
  /** In how many ms an item may be taken: 0 is now. */
  const freeIn = async ({ since, owner, bytes }: Item) => {
    if (!since || owner === own) return 0;
    const age = Math.abs(Date.now() - since);
    if (age < GRACE) return GRACE - age;
    present ??= await callRoll();
    const isGone = present ? !present.has(owner) : age > CLAIM + (bytes >> 3);
    return isGone ? 0 : CLAIM;
  };
  const closed = new Set<string>();
  const items = await store.items();
  for (const item of items) {
    const now = Date.now();
    if (!isAhead(item.hold, now)) continue;
    closed.add(addressOf(item));
    waitAtMost(item.hold - now);
  }

  for (const item of items) {
    let init: RequestInit;
    try {
      init = unpack(item);
    } catch {
      // It has been damaged.
      await drop(box, item).catch(() => {});
      continue;
    }
    const address = addressOf(item);
    if (closed.has(address) || busy.has(item.id)) continue;
    const ms = await freeIn(item);
    if (ms) {
      waitAtMost(ms);
      continue;
    }
    const taken = { ...item, since: Date.now(), owner: own };
    // What a full database does not let it take leaves all the same: better twice than never.
    const held = await store.replace(item, taken).then(
      isTaken => isTaken && taken,
      () => item,
    );
    if (await Promise.race([exit, false])) break;
    if (!held) {
      // Another page has it, which may be gone soon.
      waitAtMost(GRACE);
      continue;
    }
    busy.add(item.id);
    const reported = takeDropped(box);
    const response = await Promise.race([send(withDropped(item.url, reported), init, exit), exit]);
    // What was in flight then is anybody's soon.
    if (response === true) {
      busy.delete(item.id);
      break;
    }
    const verdict = response ? verdictOf(box.accepted, response) : 'again';
    const hold = holdOf(response);
    // What a full database cannot be rid of, or cannot count a try of, leaves once a page.
    await applyEnding(box, held, { verdict, hold, reported }).then(
      () => busy.delete(item.id),
      () => held === item || busy.delete(item.id),
    );
    if (verdict === 'done' || verdict === 'refused') continue;
    closed.add(address);
    // Where it has not said for how long, that is for this page to say.
    if (hold) waitAtMost(hold - Date.now());
    else isTroubled = true;
  }
  return { isTroubled, wait };
};

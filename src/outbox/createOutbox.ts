import { check, checkOptions } from '../check.ts';
import { exitMoment, isReturn, watch } from '../page.ts';
import { schedule } from '../schedule.ts';
import { type Box, trim } from './box.ts';
import { createKeeper } from './keep.ts';
import { createMirror } from './mirror.ts';
import { moveMirrored, replay } from './replay.ts';
import { createRollCall } from './rollCall.ts';
import { openStore } from './store.ts';
import { startSuccessor } from './successor.ts';
import type { Outbox, OutboxOptions } from './types.ts';
import { LONGEST_PAUSE, pauseAfter } from './verdict.ts';

/** In ms. Safari itself keeps nothing for longer that no visit has renewed. */
const WEEK = 604_800_000;

const isSuccess = ({ ok, redirected }: Response) => ok && !redirected;

const outboxes = new Map<string, Outbox>();

/**
 * Keeps what must arrive on this device until an answer says that it has: over crashes, lost networks and
 * restarts of the browser.
 *
 * @example
 * import { createOutbox } from 'sendoff/outbox';
 *
 * const outbox = createOutbox({ name: 'orders' });
 * outbox.trigger('/scripts/order.php', { data: { id: 7 } });
 *
 * @param options its name, what it keeps, and for how long
 * @returns the page's outbox of that name, if there is one already, with the options that it has
 * @throws TypeError which names the option, its value and what is allowed
 */
export const createOutbox = (options: OutboxOptions): Outbox => {
  // No options at all is an error in words, too.
  const name = options?.name;
  check('name', name, 'a text', typeof name === 'string' && name);
  const outbox = outboxes.get(name) ?? open(options);
  outboxes.set(name, outbox);
  return outbox;
};

const open = ({
  name,
  maxItems = 1000,
  maxBytes = 5_242_880,
  maxAge = WEEK,
  accepted = isSuccess,
  trigger: defaults = {},
  worker,
}: OutboxOptions): Outbox => {
  const bounds = { maxItems, maxBytes, maxAge };
  for (const [option, value] of Object.entries(bounds))
    check(option, value, 'a number above 0', typeof value === 'number' && value > 0);
  check('accepted', accepted, 'a function', typeof accepted === 'function');
  checkOptions(defaults);
  // No function can be handed to it.
  check('worker', worker, 'none beside accepted', !worker || accepted === isSuccess);
  const succeed = worker ? startSuccessor(worker, { name, ...bounds }) : undefined;

  const box: Box = {
    store: openStore(name),
    mirror: createMirror(name),
    bounds,
    accepted,
    busy: new Set(),
    waiting: new Set(),
    unwritten: new Set(),
    dropped: 0,
  };
  const { store, mirror, unwritten } = box;
  const callRoll = createRollCall(name);
  let failures = 0;
  let timer: unknown;
  /** When the next pass begins. */
  let next = Infinity;

  const flushIn = (ms: number) => {
    const at = Date.now() + ms;
    // What is wanted at once is not too late where the timers have stood still: asleep, or frozen.
    if (ms && at >= next) return;
    next = at;
    clearTimeout(timer as number);
    timer = setTimeout(attempt, Math.min(ms, LONGEST_PAUSE));
  };
  const pass = async () => {
    next = Infinity;
    clearTimeout(timer as number);
    let forget = () => {};
    const left = new Promise<true>(resolve => {
      forget = watch(({ type }) => type === 'pagehide' && resolve(true));
    });
    try {
      const page = { callRoll, left };
      await moveMirrored(box);
      const { isTroubled, wait } = await replay(box, page).catch(() =>
        // What only the mirror holds must not wait for a database that may never open.
        replay({ ...box, store: { ...store, ...mirror.store } }, page),
      );
      failures = isTroubled ? failures + 1 : 0;
      flushIn(isTroubled ? Math.min(wait, pauseAfter(failures)) : wait);
    } catch {
      // Without storage nothing waits.
    }
    forget();
    passing = undefined;
  };
  let isTrimming = false;
  const trimOnce = async () => {
    if (isTrimming) return;
    isTrimming = true;
    await trim(box).catch(() => {});
    isTrimming = false;
  };
  let passing: Promise<void> | undefined;
  const pending = async () => (await store.items().catch(mirror.read)).length;
  const attempt = async () => {
    // One that is under way may have failed before this was asked for.
    await passing;
    // A prerendered page sends nothing until it is shown.
    passing ??= new Promise<void>(resolve =>
      schedule('now', {}, { leave: () => resolve(pass()), cancel: () => {} }),
    );
    await passing;
  };

  watch(event => {
    if (exitMoment()) for (const item of unwritten) mirror.write(item);
    if (event.type === 'pagehide') succeed?.();
    if (isReturn(event)) flushIn(0);
  });
  globalThis.addEventListener?.('online', () => flushIn(0));
  flushIn(0);

  return {
    trigger: createKeeper(box, defaults, () => {
      flushIn(pauseAfter(Math.max(failures, 1)));
      trimOnce();
    }),
    async flush() {
      await attempt();
      return pending();
    },
    pending,
    async clear() {
      for (const cancel of box.waiting) cancel();
      for (const { id } of mirror.read()) mirror.remove(id);
      unwritten.clear();
      await store.clear().catch(() => {});
    },
  };
};

import { check, checkOptions, kind } from '../check.ts';
import { exitMoment, isReturn, watch } from '../page.ts';
import { type Box, trim } from './box.ts';
import { joinStores } from './joinStores.ts';
import { createKeeper } from './keep.ts';
import { createMirror } from './mirror.ts';
import { createPasses } from './passes.ts';
import { createRollCall } from './rollCall.ts';
import { openStore } from './store.ts';
import { startSuccessor } from './successor.ts';
import type { Outbox, OutboxOptions } from './types.ts';

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
  ...others
}: OutboxOptions): Outbox => {
  const bounds = { maxItems, maxBytes, maxAge };
  for (const [option, value] of Object.entries(bounds))
    check(option, value, 'a number above 0', typeof value === 'number' && value > 0);
  check('accepted', accepted, 'a function', typeof accepted === 'function');
  check('trigger', kind(defaults), ['Object']);
  // A call's `after` that is given here would be waited for by nobody.
  for (const [option, value] of Object.entries(others))
    check(option, value, "nothing of that name here; a call's options go under trigger", false);
  checkOptions(defaults);
  // No function can be handed to it.
  check('worker', worker, 'none beside accepted', !worker || accepted === isSuccess);
  const handOver = worker ? startSuccessor(worker, { name, ...bounds }) : undefined;

  const mirror = createMirror(name);
  const box: Box = {
    store: joinStores(openStore(name), mirror),
    mirror,
    bounds,
    accepted,
    busy: new Set(),
    waiting: new Set(),
    unwritten: new Set(),
    dropped: 0,
  };
  const { store, unwritten } = box;
  const passes = createPasses(box, createRollCall(name));
  let isTrimming = false;
  const trimOnce = async () => {
    if (isTrimming) return;
    isTrimming = true;
    await trim(box);
    isTrimming = false;
  };
  const pending = async () => (await store.items()).length;

  watch(event => {
    if (exitMoment()) for (const item of unwritten) mirror.write(item);
    if (event.type === 'pagehide') handOver?.();
    if (isReturn(event)) passes.soon();
  });
  globalThis.addEventListener?.('online', passes.soon);
  // On a server nothing waits, and some forbid timers at import.
  if ('indexedDB' in globalThis) passes.soon();

  return {
    trigger: createKeeper(box, defaults, () => {
      passes.later();
      trimOnce();
    }),
    flush: () => passes.now().then(pending),
    pending,
    async clear() {
      for (const cancel of box.waiting) cancel();
      for (const { id } of mirror.read()) mirror.remove(id);
      unwritten.clear();
      await store.clear().catch(() => {});
    },
  };
};

import { check, checkOptions, checkUrl, logUnsendable } from '../check.ts';
import { inFlight, QUOTA } from '../limits.ts';
import { baseURL, exitMoment, watch } from '../page.ts';
import { schedule } from '../schedule.ts';
import { trigger as plain } from '../trigger.ts';
import type { When } from '../types.ts';
import { split, weigh } from './split.ts';
import type { Queue, QueueOptions, QueueReceipt } from './types.ts';

/** In bytes: what leaves room for a URL and headers where these count too, in `fetchLater`. */
const MOST = 61440;

/**
 * Collects events, and sends many of them in one request: when enough have come, after a while, and
 * when the page is hidden or left.
 *
 * @example
 * import { createQueue } from 'sendoff/queue';
 *
 * const queue = createQueue('/events');
 * queue.push({ type: 'click', id: 7 });
 *
 * @param url resolved once, against the page that the queue is made on
 * @param options when it is flushed, and how its requests are sent
 * @throws TypeError which names the option, its value and what is allowed
 */
export const createQueue = <Item = unknown>(
  url: string | URL,
  options: QueueOptions = {},
): Queue<Item> => {
  const {
    maxItems = 100,
    maxBytes = MOST,
    maxWait = 5000,
    maxQueued = 10000,
    format = 'json',
    trigger = plain,
    ...perRequest
  } = options;
  for (const [name, value] of Object.entries({ maxItems, maxBytes, maxWait, maxQueued }))
    check(
      name,
      value,
      'a whole number from 1 to 1e9',
      Number.isInteger(value) && value > 0 && value <= 1e9,
    );
  check('format', format, ['json', 'ndjson']);
  check('trigger', typeof trigger, ['function']);
  checkOptions(perRequest);
  // Once: what `pushState` does to the page's address moves no flush.
  const base = baseURL();
  const target = base ? checkUrl(url, base) : url;

  let waiting: string[] = [];
  /** Each leaves once: where Firefox stops this script at a page's end, the next listener goes on with the rest. */
  const leaving: string[][] = [];
  let n = 1;
  let dropped = 0;
  /** Of the body that would carry what waits. */
  let bytes = 1;
  let timer: unknown;

  const send = async (part: string[], when: When) => {
    const data = format === 'json' ? `[${part}]` : `${part.join('\n')}\n`;
    const receipt = await trigger(target, { ...perRequest, method: 'POST', when, data });
    logUnsendable(receipt);
    return { ...receipt, count: part.length };
  };
  const sendAll = () => {
    const exit = exitMoment();
    const most = exit ? Math.min(maxBytes, MOST) : maxBytes;
    clearTimeout(timer as number);
    timer = undefined;
    leaving.push(...split(waiting, most, exit ? QUOTA - inFlight.bytes : Infinity));
    waiting = [];
    bytes = 1;
    const sent: Promise<QueueReceipt>[] = [];
    // Also at pagehide: what still waits for consent then leaves at the next hiding, which may be the last word.
    while (leaving[0]) sent.push(send(leaving.shift() as string[], exit ? 'hidden' : 'now'));
    // Most flushes have no caller: errors go to the console.
    return Promise.all(sent).catch(error => {
      console.error(error);
      return [];
    });
  };
  /** Sends what waits; a prerendered page first waits until it is shown. */
  const flush = () =>
    new Promise<QueueReceipt[]>(resolve =>
      schedule('now', {}, { leave: () => resolve(sendAll()), cancel: () => {} }),
    );

  const forget = watch(() => exitMoment() && flush());
  const endQueue = () => {
    forget();
    flush();
  };
  perRequest.signal?.addEventListener('abort', endQueue);

  return {
    push(event) {
      // First: its own `toJSON` may throw, and may push.
      const json = JSON.stringify(event);
      check('event', typeof event, 'what JSON can hold', !!json);
      for (; waiting.length >= maxQueued; dropped++) waiting.shift();
      const text = `{"n":${n++},${dropped ? `"dropped":${dropped},` : ''}"event":${json}}`;
      waiting.push(text);
      const size = weigh(text);
      bytes += size;
      const leaves = exitMoment();
      const isFull = waiting.length >= Math.min(maxItems, maxQueued) || bytes + size > maxBytes;
      if (!leaves && isFull) flush();
      // What is pushed in a hidden page, or in its own exit handlers, leaves at the end of the handler.
      else timer ??= leaves ? Promise.resolve().then(flush) : setTimeout(flush, maxWait);
    },
    flush,
    get size() {
      return waiting.length;
    },
  };
};

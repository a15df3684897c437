import { check } from '../check.ts';
import { inFlight } from '../inFlight.ts';
import { quota } from '../quota.ts';
import { schedule } from '../schedule.ts';
import { trigger as plain } from '../trigger.ts';
import { leaving } from './leaving.ts';
import { split } from './split.ts';
import type { Queue, QueueOptions, QueueReceipt } from './types.ts';
import { weigh } from './weigh.ts';

/** In bytes: what leaves room for a URL and headers where these count too, in `fetchLater`. */
const most = 61440;

const nothing = () => {};

/**
 * Collects events, and sends many of them in one request: when enough have come, after a while, and
 * when the page is hidden or left.
 *
 * @example
 * const queue = createQueue('/events');
 * queue.push({ type: 'click', id: 7 });
 *
 * @throws TypeError which names the option, its value and what is allowed
 */
export const createQueue = <Event = unknown>(
  url: string | URL,
  all: QueueOptions = {},
): Queue<Event> => {
  const {
    maxItems = 100,
    maxBytes = most,
    maxWait = 5000,
    maxQueued = 10000,
    format = 'json',
    trigger = plain,
    ...options
  } = all;
  for (const name in all)
    if (/max/.test(name)) check(name, all[name as 'maxItems'], '[1-9]\\d{0,8}|undefined');
  check('format', format, 'json|ndjson');
  // A call that is taken back at once sends nothing, and throws what is wrong with it. Not on a
  // server, where a page's URL has no base. Chrome before 93 has no such signal.
  if (globalThis.document && AbortSignal.abort)
    plain(url, { ...options, signal: AbortSignal.abort() });

  let waiting: string[] = [];
  let n = 1;
  let dropped = 0;
  /** Of the body that would carry what waits. */
  let bytes = 1;
  let timer: unknown;

  /** Sends what waits; a prerendered page first waits until it is shown. */
  const flush = () =>
    new Promise<QueueReceipt[]>(resolve =>
      schedule(
        'now',
        null,
        () => {
          const hidden = leaving();
          const parts = hidden
            ? split(waiting, Math.min(maxBytes, most), quota - inFlight.bytes)
            : split(waiting, maxBytes, Infinity);
          clearTimeout(timer as number);
          timer = undefined;
          waiting = [];
          bytes = 1;
          const send = async (part: string[]) => ({
            ...(await trigger(url, {
              ...options,
              method: 'POST',
              when: hidden ? 'hidden' : 'now',
              data: format === 'json' ? `[${part}]` : `${part.join('\n')}\n`,
            })),
            count: part.length,
          });
          resolve(
            // Most flushes are nobody's call: a mistake that shows only now is for the console.
            Promise.all(parts.map(send)).catch(error => {
              console.error(error);
              return [];
            }),
          );
        },
        nothing,
      ),
    );

  schedule('pagehide', options.signal, flush, nothing);
  globalThis.document?.addEventListener(
    'visibilitychange',
    flush,
    options as AddEventListenerOptions,
  );

  return {
    push(event) {
      check('event', typeof event, 'object|string|number|boolean');
      for (; waiting.length >= maxQueued; dropped++) waiting.shift();
      const text = JSON.stringify({ n, dropped: dropped || undefined, event });
      n++;
      waiting.push(text);
      const size = weigh(text);
      bytes += size;
      const hidden = leaving();
      if (!hidden && (waiting.length >= maxItems || bytes + size > maxBytes)) flush();
      // What is pushed in a hidden page, or in its own exit handlers, leaves at the end of the handler.
      else timer ??= hidden ? Promise.resolve().then(flush) : setTimeout(flush, maxWait);
    },
    flush,
    get size() {
      return waiting.length;
    },
  };
};

import type { Receipt, Trigger, TriggerOptions } from '../types.ts';

/** When a queue is flushed, and how its requests are sent. Everything is optional. */
export interface QueueOptions
  extends Pick<
    TriggerOptions,
    | 'via'
    | 'credentials'
    | 'cors'
    | 'headers'
    | 'priority'
    | 'referrerPolicy'
    | 'signal'
    | 'after'
    | 'timeout'
    | 'tag'
  > {
  /**
   * Flush when this many events wait.
   *
   * @default 100
   */
  maxItems?: number | undefined;

  /**
   * The largest body, in bytes as it travels: the queue is flushed before an event would make it
   * larger. An event that is larger alone travels alone.
   *
   * @default 61440: 60 KiB of the 64 KiB that a page's keepalive requests share
   */
  maxBytes?: number | undefined;

  /**
   * Flush when the oldest event has waited for this many milliseconds.
   *
   * @default 5000
   */
  maxWait?: number | undefined;

  /**
   * The most events that wait, where they cannot leave: in a prerendered page. Beyond it the oldest is
   * dropped, and counted.
   *
   * @default 10000
   */
  maxQueued?: number | undefined;

  /**
   * How events travel: a JSON array, or one JSON text a line. Both are `text/plain`, which causes no
   * CORS preflight.
   *
   * @default 'json'
   */
  format?: 'json' | 'ndjson' | undefined;

  /**
   * What sends each request: a function from `createTrigger`, an outbox's `trigger`, or one of your
   * own around them, which sees each receipt.
   *
   * @default the package's `trigger`
   */
  trigger?: Trigger | undefined;
}

/** What is known of one request of a queue. */
export interface QueueReceipt extends Receipt {
  /** How many events it carried. */
  count: number;
}

/** Many small events, few requests. */
export interface Queue<Item = unknown> {
  /**
   * Adds an event, as JSON sees it now: what is changed later is not sent.
   *
   * @throws TypeError for what JSON cannot hold: `undefined`, a function, a symbol, a BigInt without `toJSON`, a cycle
   */
  push: (event: Item) => void;
  /**
   * Sends what waits, now.
   *
   * @returns a receipt for each request, the oldest events' first; none where nothing waited. It
   * never rejects
   */
  flush: () => Promise<QueueReceipt[]>;
  /** How many events wait for a flush. */
  readonly size: number;
}

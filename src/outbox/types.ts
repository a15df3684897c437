import type { Trigger, TriggerDefaults } from '../types.ts';

/** What an outbox keeps, and for how long. */
export interface OutboxOptions {
  /** Names the outbox on this origin. A second one of the same name in the page is the first. */
  name: string;

  /**
   * How many items are kept. Beyond it the oldest is dropped, and counted.
   *
   * @default 1000
   */
  maxItems?: number | undefined;

  /**
   * How many bytes of URLs and bodies are kept. Beyond it the oldest is dropped, and counted. An item
   * that is larger alone is not stored: it is sent as by the plain trigger.
   *
   * @default 5242880
   */
  maxBytes?: number | undefined;

  /**
   * How long an item is kept, in milliseconds. After it the item is dropped, and counted.
   *
   * @default 604800000: a week
   */
  maxAge?: number | undefined;

  /**
   * Whether an answer says that the item is done, so that it can be removed. It returns `true` or `false`
   * at once, and does not read the body: a promise is an error in the console, and the status decides.
   *
   * @default a status from 200 to 299 that no redirect has led to
   */
  accepted?: ((response: Response) => boolean) | undefined;

  /**
   * The defaults of the outbox's `trigger`, as an object: what `createTrigger` takes, not what it returns.
   */
  trigger?: TriggerDefaults | undefined;

  /**
   * The URL of `dist/outbox.worker.js` on the page's own origin: a shared worker, which goes on with
   * the outbox for half a minute when the last page has gone. Only where a browser lets a worker do so
   * (Chrome 148 and later), and not beside `accepted`.
   *
   * @default none
   */
  worker?: string | URL | undefined;
}

/** What must arrive: each item is kept on this device until an answer says that it has. */
export interface Outbox {
  /**
   * As the plain one, and keeps what it sends. Its receipt says `stored` where no answer has accepted
   * the item yet. `cors` is `true` by default, without the preflight of a typed `Blob`.
   */
  trigger: Trigger;
  /**
   * Sends what waits, but for what a server has asked to wait for.
   *
   * @returns how many items still wait. It never rejects
   */
  flush: () => Promise<number>;
  /** How many items wait on this device, other pages' and those in flight among them. */
  pending: () => Promise<number>;
  /**
   * Forgets all that waits. What waits for its moment, or for `after`, in this page is canceled; in
   * another tab it leaves at its moment. What has been sent stays sent.
   */
  clear: () => Promise<void>;
}

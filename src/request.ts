import type { Attempt, Carrier, Receipt, TriggerOptions, Via, When } from './types.ts';

/** Whether a transport's request is an element's: it holds the load event, and is always a GET. */
export const isElement = (via: Carrier | undefined): boolean => via === 'img' || via === 'script';

/** A call that has been checked, at the moment at which it leaves or would leave. */
export interface Call {
  vias: readonly Via[];
  /** Absolute. */
  url: string;
  options: TriggerOptions & Pick<PlannedRequest, 'see' | 'mode'>;
  /** Empty without a tag. */
  id: string;
  when: When;
}

/** One attempt that is to be made: a transport that was asked for, and what carries it. */
export interface Turn {
  via: Via;
  /** The transport itself, or what stands in for it. */
  carrier: Carrier;
  /** `false` for what the quota has no room for, and for Firefox before 133, which knows no keepalive. */
  keepalive?: boolean;
  /** For what leaves whatever the limits say: where the browser has no such limit, it takes it. */
  unlimited?: true;
}

/** A request that is about to leave: what Fetch takes, what carries it, and what it costs. */
export interface PlannedRequest extends RequestInit {
  carrier: Carrier;
  url: string;
  keepalive: boolean;
  /** What it takes of the keepalive quota. */
  quotaBytes: number;
  nonce?: string | undefined;
  /** Shown the response itself: an outbox asks for it, with a `mode` of its own. */
  see?: ((response: Response) => void) | undefined;
}

/** Why a turn has not been taken. It is known that nothing has left. */
export interface Refusal {
  result: Exclude<Attempt['result'], 'sent'>;
  reason?: string | undefined;
}

/** What came of a request that has left, or may have; `reason` says why it failed. */
export interface Answer {
  outcome: Exclude<Receipt['outcome'], 'canceled' | 'stored'>;
  status?: number | undefined;
  reason?: string | undefined;
}

/**
 * Sends in the same task: a page that is closing may never run another one. Right before the browser gets
 * the request it calls `page.onHandover`, but for `fetchLater`.
 *
 * It throws, and gives a refusal, only where nothing has left. What may have left and failed is an
 * answer: `failed`.
 *
 * @param release called when the browser holds nothing of the request any more
 */
export type Transport = (
  request: PlannedRequest,
  release: () => void,
) => Answer | Refusal | Promise<Answer | Refusal>;

import type { Receipt, TriggerOptions } from '../types.ts';

/** What the lean trigger knows: it is sent by keepalive `fetch`, else by a beacon. */
export type LeanOptions = Pick<TriggerOptions, 'data' | 'when' | 'after' | 'signal' | 'tag'>;

/** Fires a server script: `trigger(url, options)`. */
export type LeanTrigger = (url: string | URL, options?: LeanOptions) => Promise<Receipt>;

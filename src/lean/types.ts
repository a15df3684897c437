import type { Receipt, TriggerOptions } from '../types.ts';

/** The options of {@link TriggerOptions} that the lean trigger has. */
export type LeanOptions = Pick<TriggerOptions, 'data' | 'when' | 'after' | 'signal' | 'tag'>;

/**
 * Fires a server script by keepalive `fetch`, else by a beacon.
 *
 * @param url of http or https; a relative one is resolved when the call is made
 * @param options how it is sent
 * @returns a receipt of what is known in the end; it never rejects
 * @throws TypeError for a wrong `url`, `when`, `after`, `data` or `signal`: it names the option, its value and what is allowed
 */
export type LeanTrigger = (url: string | URL, options?: LeanOptions) => Promise<Receipt>;

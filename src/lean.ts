/**
 * The small trigger, for pages that count every byte: keepalive `fetch`, else a beacon.
 *
 * ```js
 * import { trigger } from 'sendoff/lean';
 *
 * trigger('/scripts/report.php', { when: 'hidden', data: () => session.summary() });
 * ```
 *
 * @module
 */
export { trigger } from './lean/trigger.ts';
export type { LeanOptions, LeanTrigger } from './lean/types.ts';
export type { Attempt, Data, Receipt, When } from './types.ts';

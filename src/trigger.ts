import { createTrigger } from './createTrigger.ts';
import type { Trigger } from './types.ts';

/**
 * Fires a server script from the page, and lets go.
 *
 * @example
 * trigger('/scripts/report.php', { data: { id: 7 }, when: 'load' });
 *
 * @returns a receipt of what is known in the end; it never rejects
 * @throws TypeError where the call itself is wrong: it names the option, its value and what is allowed
 */
export const trigger: Trigger = createTrigger();

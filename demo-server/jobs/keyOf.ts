import { createHash } from 'node:crypto';

/** What a job is known by: its script and the trigger's id, of whatever length and letters. */
export function keyOf(script: string, id: string): string {
  return createHash('sha256').update(`${script} ${id}`).digest('hex');
}

import type { Redis } from 'ioredis';
import { keyOf } from '../keyOf.ts';
import { REMEMBERED } from './keys.ts';

/** The effects so far, oldest first: the ids of the triggers whose jobs came to their end. */
export const EFFECTS = 'sendoff:effects';
/** How many effects are kept, the latest. */
const KEPT = 10_000;

// One command for Redis, and nothing comes between: the id is taken and the effect is done, or neither.
const ONCE = `
  if redis.call('SET', KEYS[1], '', 'NX', 'EX', ARGV[1]) then
    redis.call('RPUSH', KEYS[2], ARGV[2])
    redis.call('LTRIM', KEYS[2], -ARGV[3], -1)
  end`;

/**
 * What a job is for: its trigger's id, on a list. Done once for each script and id, also where its process was killed
 * between the work and the queue's hearing of it, and the work is done again.
 */
export async function recordEffect(
  redis: Redis,
  { script, id }: { script: string; id: string },
): Promise<void> {
  const keys = [`sendoff:effect:${keyOf(script, id)}`, EFFECTS];
  await redis.eval(ONCE, keys.length, ...keys, REMEMBERED, id, KEPT);
}

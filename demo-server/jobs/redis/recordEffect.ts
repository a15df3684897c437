import type { Redis } from 'ioredis';
import { REMEMBERED } from './keys.ts';

/** The effects so far, oldest first: the ids of the jobs that came to their end. */
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
 * What a job is for: its id, on a list. Done once for each id, also where its process was killed
 * between the work and the queue's hearing of it, and the work is done again.
 */
export async function recordEffect(redis: Redis, id: string): Promise<void> {
  await redis.eval(ONCE, 2, `sendoff:effect:${id}`, EFFECTS, REMEMBERED, id, KEPT);
}

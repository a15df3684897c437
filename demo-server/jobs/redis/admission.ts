import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { End } from '../script.ts';
import { KEYS, REMEMBERED } from './keys.ts';
import type { JobData } from './work.ts';

/**
 * How long a place is kept for a job that does not come, in seconds: its server has died. It is
 * longer than a server waits for Redis.
 */
const KEPT = 5;

// One command for Redis, and nothing comes between: of many calls at once no more than the bound
// have a place, and of those with one id no more than one makes a job.
const ADMIT = `
  local known, places, wait, jobs, place, clients = unpack(KEYS)
  local caller, onDisconnect, data, most, kept, remembered = unpack(ARGV)
  local now = redis.call('TIME')[1]
  redis.call('ZREMRANGEBYSCORE', places, '-inf', now - kept)

  local job = redis.call('GET', known)
  if job then
    local isThere = redis.call('EXISTS', jobs .. job) == 1
    local toCome = not isThere and redis.call('GET', place .. job)
    if isThere or toCome then
      if redis.call('EXISTS', clients .. job) == 1 then
        redis.call('HSET', clients .. job, caller, '')
      end
      return {job, toCome}
    end
  end

  -- A job that has come would count twice until its server says so: the oldest come first.
  local oldest = redis.call('ZRANGE', places, 0, 0)[1]
  while oldest and redis.call('EXISTS', jobs .. oldest) == 1 do
    redis.call('ZREM', places, oldest)
    oldest = redis.call('ZRANGE', places, 0, 0)[1]
  end
  if redis.call('LLEN', wait) + redis.call('ZCARD', places) >= tonumber(most) then return nil end
  redis.call('ZADD', places, now, caller)
  redis.call('SET', place .. caller, data, 'EX', kept)
  redis.call('SET', known, caller, 'EX', remembered)
  redis.call('HSET', clients .. caller, 'onDisconnect', onDisconnect, caller, '')
  redis.call('EXPIRE', clients .. caller, remembered)
  return {caller, data}`;

interface Arrival {
  /** What calls of the same job have in common. */
  key: string;
  /** A name for this call, which is that of the job too where it makes one. */
  caller: string;
  data: JobData;
}

/** The job that a call gets: one that is there, or one that is to take its place in the queue. */
interface Admitted {
  job: string;
  toCome: JobData | undefined;
}

/** The way into the queue. */
export interface Admission {
  /** Finds a call its job, or a place for one; none where the queue is full. */
  admit(arrival: Arrival): Promise<Admitted | undefined>;
  /** Puts a job into its place. Of several calls that do so for one job, the first has done it. */
  takePlace(job: string, data: JobData): Promise<void>;
}

interface Entrance {
  redis: Redis;
  queue: Queue<JobData, End>;
  /** How many may wait. */
  waiting: number;
}

export function openAdmission({ redis, queue, waiting }: Entrance): Admission {
  return {
    async admit({ key, caller, data }) {
      const jobs = [queue.toKey('wait'), queue.toKey('')];
      const keys = [KEYS.known(key), KEYS.places, ...jobs, KEYS.place(''), KEYS.clients('')];
      const { onDisconnect } = data.call;
      const args = [caller, onDisconnect, JSON.stringify(data), waiting, KEPT, REMEMBERED];
      const found = await redis.eval(ADMIT, keys.length, ...keys, ...args);
      if (found === null) return undefined;
      const [job, toCome] = found as [string, string | null];
      return { job, toCome: toCome === null ? undefined : JSON.parse(toCome) };
    },
    async takePlace(job, data) {
      await queue.add(data.script, data, { jobId: job });
      await redis.multi().zrem(KEYS.places, job).del(KEYS.place(job)).exec();
    },
  };
}

import { type Job, WaitingError } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Call } from '../parseCall.ts';
import { runScript } from '../runScript.ts';
import type { End } from '../script.ts';
import { scripts } from '../scripts.ts';
import type { Departures } from './departures.ts';
import { recordEffect } from './recordEffect.ts';

/** What a job is in Redis. */
export interface JobData {
  script: string;
  call: Call;
  /** What the trigger is known by. */
  id: string;
}

interface Workplace {
  redis: Redis;
  departures: Departures;
  stopping: AbortSignal;
  /** The jobs that were taken here, until Redis knows of their end, or has them back. */
  held: Set<string>;
}

/** Runs a job. What it throws is its end: BullMQ frees the id of a job that failed. */
export function work({ redis, departures, stopping, held }: Workplace) {
  return async (job: Job<JobData, End>, token?: string): Promise<End> => {
    const key = job.id as string;
    const { script: name, call } = job.data;
    const script = scripts.get(name);
    if (script === undefined) throw new Error(`No script is called '${name}' in this version`);

    held.add(key);
    try {
      const client = await departures.watch(key);
      const waited = Date.now() - job.timestamp;
      const end = await runScript(script, call, { client, stopping });
      if (end.end === 'cut') {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      await departures.forget(key);
      const whole: End = { ...end, waited, pid: process.pid };
      if (end.end !== 'completed') throw new Error(JSON.stringify(whole));
      await recordEffect(redis, job.data);
      return whole;
    } finally {
      // Where Redis does not answer, this is not reached: the job will start over.
      held.delete(key);
    }
  };
}

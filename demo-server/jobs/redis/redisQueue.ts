import { randomUUID } from 'node:crypto';
import { Queue, QueueEvents, Worker } from 'bullmq';
import { EMPTY_END } from '../emptyEnd.ts';
import type { JobQueue, Limits } from '../jobQueue.ts';
import { keyOf } from '../keyOf.ts';
import type { End } from '../script.ts';
import { scripts } from '../scripts.ts';
import { awaitEnds } from './awaitEnds.ts';
import { connections } from './connections.ts';
import { watchDepartures } from './departures.ts';
import { REMEMBERED } from './recordEffect.ts';
import { takeLeave } from './takeLeave.ts';
import { type JobData, work } from './work.ts';

const NAME = 'sendoff';

/**
 * A queue in Redis that several server processes share: each takes jobs, and each runs jobs. A job
 * whose process has ended is run by another, or by the same one when it is back.
 */
export async function redisQueue(
  url: string,
  { concurrency, waiting }: Limits,
  stopping: AbortSignal,
): Promise<JobQueue> {
  const { open, close } = connections(url);
  const redis = await open();
  const departures = await watchDepartures(redis, await open());
  const patient = { maxRetriesPerRequest: null };

  const events = new QueueEvents(NAME, { connection: await open(patient) });
  const ends = awaitEnds(events);
  const queue = new Queue<JobData, End>(NAME, {
    // While Redis is away a call is refused at once; BullMQ would have it wait.
    connection: await open({ enableOfflineQueue: false }),
    skipWaitingForReady: true,
    // An id is known for as long as its job is kept; that of a job that came to nothing is free.
    defaultJobOptions: {
      removeOnComplete: { age: REMEMBERED, count: 100_000 },
      removeOnFail: true,
    },
  });
  const held = new Set<string>();
  const worker = new Worker<JobData, End>(NAME, work({ redis, departures, stopping, held }), {
    connection: await open(patient),
    concurrency,
    // A process that is gone is missed within seconds, and its jobs start over.
    lockDuration: 3000,
    stalledInterval: 1500,
    maxStalledCount: 10,
  });
  // Its connection has told of it: without a listener it would end the process.
  const told = () => {};
  events.on('error', told);
  queue.on('error', told);
  worker.on('error', told);
  await Promise.all([events.waitUntilReady(), worker.waitUntilReady()]);

  const isAway = () => redis.status !== 'ready';
  let closed: Promise<unknown> | undefined;
  stopping.addEventListener('abort', () => {
    // Before anything that runs hears of it: what is put back must not be taken again.
    closed = worker.close(isAway());
    ends.settleAll({ end: 'cut', ...EMPTY_END });
  });

  return {
    async add({ script, call, id = randomUUID() }) {
      if (!scripts.has(script)) return { refused: `No script is called '${script}'` };
      const key = keyOf(script, id);
      const caller = randomUUID();
      try {
        if ((await queue.getWaitingCount()) >= waiting) {
          return { refused: `The queue is full: ${waiting} jobs wait already` };
        }
        const ended = ends.of(key);
        await queue.add(script, { script, call, id, caller }, { jobId: key });
        // A job with this id may be there already, or even have ended.
        const job = await queue.getJob(key);
        if (job?.returnvalue) ends.settle(key, job.returnvalue);
        const leave = () => {
          if (job?.data.caller === caller) departures.tell(key).catch(() => {});
        };
        return { leave, ended };
      } catch {
        return { refused: "The queue's Redis cannot be reached" };
      }
    },
    async close() {
      const told = Promise.allSettled([closed, queue.close(), events.close()]);
      await takeLeave(told, { host: new URL(url).host, held, isAway: isAway() });
      close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { Queue, QueueEvents, Worker } from 'bullmq';
import { EMPTY_END } from '../emptyEnd.ts';
import type { Job, JobQueue, Limits, Refused, Taken } from '../jobQueue.ts';
import { keyOf } from '../keyOf.ts';
import type { End } from '../script.ts';
import { scripts } from '../scripts.ts';
import { openAdmission } from './admission.ts';
import { awaitEnds } from './awaitEnds.ts';
import { connections } from './connections.ts';
import { watchDepartures } from './departures.ts';
import { REMEMBERED } from './keys.ts';
import { settleLost } from './settleLost.ts';
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
  // Who calls is refused where Redis does not answer; what runs waits until it does.
  const asking = await open('impatient');
  const working = await open('patient');
  const subscriber = await open('patient');
  const patientQueue = new Queue(NAME, { connection: working });
  const departures = await watchDepartures({ redis: working, subscriber, queue: patientQueue });

  const events = new QueueEvents(NAME, { connection: await open('patient') });
  const ends = awaitEnds(events);
  const queue = new Queue<JobData, End>(NAME, {
    connection: asking,
    skipWaitingForReady: true,
    // An id is known for as long as its job is kept; that of a job that came to nothing is free.
    defaultJobOptions: {
      removeOnComplete: { age: REMEMBERED, count: 100_000 },
      removeOnFail: true,
    },
  });
  const admission = openAdmission({ redis: asking, queue, waiting });
  const held = new Set<string>();
  const worker = new Worker<JobData, End>(
    NAME,
    work({ redis: working, departures, stopping, held }),
    {
      connection: working,
      concurrency,
      // A process that is gone is missed within seconds, and its jobs start over.
      lockDuration: 3000,
      stalledInterval: 1500,
      maxStalledCount: 10,
    },
  );
  // Its connection reports it: without a listener it would end the process.
  const ignore = () => {};
  events.on('error', ignore);
  queue.on('error', ignore);
  patientQueue.on('error', ignore);
  worker.on('error', ignore);
  await Promise.all([events.waitUntilReady(), worker.waitUntilReady()]);

  const find = async (name: string): Promise<End | 'waiting' | 'missing'> => {
    const job = await queue.getJob(name);
    return job === undefined ? 'missing' : (job.returnvalue ?? 'waiting');
  };
  void settleLost({ ends, find, stopping });

  const isAway = () => asking.status !== 'ready';
  let closed: Promise<unknown> | undefined;
  stopping.addEventListener('abort', () => {
    // Before anything that runs hears of it: what is put back must not be taken again.
    closed = worker.close(isAway());
    ends.settleAll({ end: 'cut', ...EMPTY_END });
  });

  const add = async ({ script, call, id = randomUUID() }: Job): Promise<Taken | Refused> => {
    if (!scripts.has(script)) return { refused: `No script is called '${script}'` };
    const key = keyOf(script, id);
    const caller = randomUUID();
    const { onDisconnect } = call;
    let job: string = caller;
    const leave = () => void departures.leave({ job, key, caller, onDisconnect }).catch(() => {});
    try {
      const admitted = await admission.admit({ key, caller, data: { script, call, id } });
      if (!admitted) return { refused: `The queue is full: ${waiting} jobs wait already` };
      const { toCome } = admitted;
      job = admitted.job;
      const ended = ends.of(job);
      if (toCome) {
        await admission.takePlace(job, toCome);
      } else {
        const state = await find(job);
        // It came to nothing just now, and that may have been heard before it was waited for.
        if (state === 'missing') return add({ script, call, id });
        if (state !== 'waiting') ends.settle(job, state);
      }
      // Who is told that Redis does not answer waits no more.
      void ended.then(({ end }) => end === 'lost' && leave());
      return { leave, ended };
    } catch {
      // Redis may have taken the job, and not have said so.
      leave();
      return { refused: "The queue's Redis cannot be reached" };
    }
  };

  return {
    add,
    async close() {
      const closing = Promise.allSettled([closed, queue.close(), events.close()]);
      await takeLeave(closing, { host: new URL(url).host, held, isAway: isAway() });
      close();
    },
  };
}

/** What is kept in Redis beside BullMQ's queue. */
export const KEYS = {
  /** The job that a later call with the same key joins. */
  known: (key: string) => `sendoff:known:${key}`,
  /** A hash: a job's `onDisconnect`, and a field for each client that waits for it. */
  clients: (job: string) => `sendoff:clients:${job}`,
  /** The places in the queue that are given to jobs which are not there yet, by time. */
  places: 'sendoff:places',
  /** Such a job's data: any server that is asked for it can put it into the queue. */
  place: (job: string) => `sendoff:place:${job}`,
  /** A channel: the jobs that have lost their last client. */
  departures: 'sendoff:departures',
} as const;

/** How long an id is known, in seconds; longer than any job waits and runs. */
export const REMEMBERED = 24 * 60 * 60;

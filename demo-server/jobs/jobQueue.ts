import type { Call } from './parseCall.ts';
import type { End } from './script.ts';

/** Runs scripts, a bounded number at a time; a bounded number waits. */
export interface JobQueue {
  /**
   * Takes a call of a registered script, or says why it cannot. Of several calls with one id the
   * first makes the job and the others get its end, unless it did not complete. A job that stops
   * when its client leaves goes on while one of them is there, and is joined by none once they left.
   */
  add(job: Job): Promise<Taken | Refused>;
  /** Lets go of what it holds; what runs is cut by the signal it was created with. */
  close(): Promise<void>;
}

export interface Job {
  script: string;
  call: Call;
  /** What the trigger is known by, on each of its attempts. */
  id?: string | undefined;
}

/** A call whose job waits, runs or has ended. */
export interface Taken {
  /** The client has left, before it had its answer. To be called once at most. */
  leave(): void;
  ended: Promise<End>;
}

/** A call that is turned away, and why. */
export interface Refused {
  refused: string;
}

export interface Limits {
  /** How many scripts run at a time. */
  concurrency: number;
  /** How many wait at most. */
  waiting: number;
}

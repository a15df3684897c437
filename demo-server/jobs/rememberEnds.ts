import type { End } from './script.ts';

/** The ends of jobs, by the jobs' keys. */
export interface Ends {
  /** The end of a job that waits, runs, or has completed and is remembered. */
  find(key: string): Promise<End> | undefined;
  enter(key: string, ended: Promise<End>): void;
}

/** Remembers each job that is under way, and the latest that completed. One that did not leaves its key free. */
export function rememberEnds(most = 10_000): Ends {
  const underWay = new Map<string, Promise<End>>();
  const completed = new Map<string, Promise<End>>();

  return {
    find: key => underWay.get(key) ?? completed.get(key),
    enter(key, ended) {
      underWay.set(key, ended);
      void ended.then(({ end }) => {
        underWay.delete(key);
        if (end === 'completed') completed.set(key, ended);
        // A Map keeps the order of insertion: the first is the oldest.
        if (completed.size > most) completed.delete(completed.keys().next().value as string);
      });
    },
  };
}

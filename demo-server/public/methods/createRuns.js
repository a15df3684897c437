import { followLog } from '../shared/followLog.js';

/**
 * The log of each run: the requests that carry its name, and how their scripts ended.
 *
 * @typedef {{ received: any[], finished: any[], refused: any[] }} Seen
 * @param {(isLive: boolean) => void} onState
 */
export function createRuns(onState) {
  const runs = new Map();
  const runOf = new Map();
  const waiting = new Set();

  const seenOf = run => {
    if (!runs.has(run)) runs.set(run, { received: [], finished: [], refused: [] });
    return runs.get(run);
  };
  followLog({
    onEntry(entry, fresh) {
      // An older entry belongs to no run of this page.
      if (!fresh) return;
      if (entry.query?.run) runOf.set(entry.request, entry.query.run);
      const run = runOf.get(entry.request);
      if (run === undefined) return;
      seenOf(run)[entry.event]?.push(entry);
      for (const check of waiting) check();
    },
    onState: state => onState(state === 'live'),
  });

  return {
    /**
     * Resolves with what was seen once that is enough, or when patience runs out.
     *
     * @param {string} run
     * @param {(seen: Seen) => boolean} isEnough
     * @param {number} patience in milliseconds
     * @returns {Promise<Seen>}
     */
    until: (run, isEnough, patience) =>
      new Promise(resolve => {
        const end = () => {
          waiting.delete(check);
          clearTimeout(timer);
          resolve(seenOf(run));
        };
        const check = () => {
          if (isEnough(seenOf(run))) end();
        };
        const timer = setTimeout(end, patience);
        waiting.add(check);
        check();
      }),
  };
}

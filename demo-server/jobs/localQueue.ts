import fastq from 'fastq';
import type { JobQueue, Limits } from './jobQueue.ts';
import { keyOf } from './keyOf.ts';
import { rememberEnds } from './rememberEnds.ts';
import { runScript } from './runScript.ts';
import type { End } from './script.ts';
import { scripts } from './scripts.ts';

/** The queue of one process: what waits or runs ends with it. */
export function localQueue({ concurrency, waiting }: Limits, stopping: AbortSignal): JobQueue {
  const queue = fastq.promise((run: () => Promise<End>) => run(), concurrency);
  const ends = rememberEnds();

  return {
    async add({ script: name, call, id }) {
      const script = scripts.get(name);
      if (script === undefined) return { refused: `No script is called '${name}'` };
      const key = id && keyOf(name, id);
      const known = key && ends.find(key);
      // The job goes by the client that made it: whether another one leaves is nothing to it.
      if (known) return { leave() {}, ended: known };
      if (queue.running() >= concurrency && queue.length() >= waiting) {
        return { refused: `The queue is full: ${waiting} jobs wait already` };
      }
      const client = new AbortController();
      const start = performance.now();
      const ended = queue.push(async () => {
        const waited = Math.round(performance.now() - start);
        const end = await runScript(script, call, { client: client.signal, stopping });
        return { ...end, waited, pid: process.pid };
      });
      if (key) ends.enter(key, ended);
      return { leave: () => client.abort(), ended };
    },
    close: async () => {},
  };
}

import fastq from 'fastq';
import type { JobQueue, Limits } from './jobQueue.ts';
import { runScript } from './runScript.ts';
import type { End } from './script.ts';
import { scripts } from './scripts.ts';

/** The queue of one process: what waits or runs ends with it. */
export function localQueue({ concurrency, waiting }: Limits, stopping: AbortSignal): JobQueue {
  const queue = fastq.promise((run: () => Promise<End>) => run(), concurrency);

  return {
    async add({ script: name, call }) {
      const script = scripts.get(name);
      if (script === undefined) return { refused: `No script is called '${name}'` };
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
      return { leave: () => client.abort(), ended };
    },
    close: async () => {},
  };
}

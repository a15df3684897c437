import type { Taken } from './jobQueue.ts';
import type { Call } from './parseCall.ts';
import { runScript } from './runScript.ts';
import type { End, Script } from './script.ts';
import type { Turns } from './takeTurns.ts';

/** A job of this process, which several calls may share. */
export interface LocalJob {
  ended: Promise<End>;
  /** Counts one more client that waits for the job. */
  join(caller: Call): Taken;
  /** Whether it is not done any more, since nobody waits for it: no other call may join it. */
  isAbandoned(): boolean;
}

interface Workplace {
  turns: Turns;
  stopping: AbortSignal;
}

/** Begins a job when its turn has come. What it was first called with is what it is run with. */
export function startJob(script: Script, call: Call, { turns, stopping }: Workplace): LocalJob {
  const stops = call.onDisconnect === 'stop';
  /** Aborts when no client is there any more. */
  const clients = new AbortController();
  let present = 0;

  const run = async (): Promise<End> => {
    const start = performance.now();
    const pass = await turns.take(stops ? clients.signal : undefined);
    const waited = Math.round(performance.now() - start);
    const end = await runScript(script, call, { client: clients.signal, stopping });
    pass();
    return { ...end, waited, pid: process.pid };
  };
  const ended = run();

  return {
    ended,
    join({ onDisconnect }) {
      present += 1;
      const leave = () => {
        // The work is to be done for this one, though others would have it stopped.
        if (stops && onDisconnect === 'continue') return;
        present -= 1;
        if (present === 0) clients.abort();
      };
      return { leave, ended };
    },
    isAbandoned: () => stops && clients.signal.aborted,
  };
}

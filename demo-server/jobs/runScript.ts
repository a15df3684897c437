import type { Call } from './parseCall.ts';
import type { ConnectionStatus, End, Script } from './script.ts';

export interface Circumstances {
  /** Aborts when the client leaves before it has its answer. */
  client: AbortSignal;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
}

/** Runs a script to its end, whatever that is, then its shutdown functions. Never rejects. */
export async function runScript(
  script: Script,
  { query, onDisconnect, timeLimit }: Call,
  { client, stopping }: Circumstances,
): Promise<Omit<End, 'waited' | 'pid'>> {
  const stop = new AbortController();
  // Not by `addEventListener`'s own `signal`: after a garbage collection Node removes only the latest
  // of a target's listeners. https://github.com/nodejs/node/issues/63954
  const listen = (to: AbortSignal, reason: End['end']) => {
    const end = () => stop.abort(reason);
    if (to.aborted) end();
    else to.addEventListener('abort', end);
    return () => to.removeEventListener('abort', end);
  };
  const listeners = [listen(stopping, 'cut')];
  if (onDisconnect === 'stop') listeners.push(listen(client, 'aborted'));
  let timedOut = false;
  const giveUp = () => {
    timedOut = true;
    stop.abort('timedOut');
  };
  const limit = timeLimit > 0 ? setTimeout(giveUp, timeLimit * 1000) : undefined;

  const connectionStatus = () =>
    ((client.aborted ? 1 : 0) + (timedOut ? 2 : 0)) as ConnectionStatus;
  const tasks: Shutdown[] = [];
  const onShutdown = (task: Shutdown) => void tasks.push(task);
  let end: Pick<End, 'end' | 'error'> = { end: 'completed' };
  try {
    stop.signal.throwIfAborted();
    await script({ query, signal: stop.signal, connectionStatus, onShutdown });
  } catch (error) {
    const failed = { end: 'failed', error: String(error) } as const;
    end = stop.signal.aborted ? { end: stop.signal.reason } : failed;
  }
  clearTimeout(limit);
  for (const forget of listeners) forget();

  const shutdown: string[] = [];
  for (const task of tasks) shutdown.push(await attempt(task));
  return { ...end, connectionStatus: connectionStatus(), shutdown };
}

type Shutdown = () => string | Promise<string>;

/** A shutdown function that fails does not keep the next from running. */
async function attempt(task: Shutdown): Promise<string> {
  try {
    return await task();
  } catch (error) {
    return String(error);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { type Child, child } from '../../e2e/browsers/processes/child.ts';
import { answers } from '../../setup/answers.ts';
import { freePort } from '../../setup/freePort.ts';

export interface SoakRedis {
  url: string;
  /** Kills it outright, and starts it again, with nothing, after some milliseconds. */
  restart(after: number): Promise<void>;
  end(): Promise<void>;
}

/** A Redis that keeps nothing on disk. */
export async function startRedis(): Promise<SoakRedis> {
  const port = await freePort();
  const options = ['--save', '', '--appendonly', 'no', '--loglevel', 'warning'];
  const start = async () => {
    const started = child('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', ...options]);
    while (!(await answers(port))) await pause(20);
    return started;
  };
  let running: Child = await start();

  return {
    url: `redis://127.0.0.1:${port}`,
    async restart(after) {
      await running.end();
      await pause(after);
      running = await start();
    },
    end: () => running.end(),
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../setup/freePort.ts';
import { onPath } from '../../setup/onPath.ts';

const FOLDER = fileURLToPath(new URL('./scripts/', import.meta.url));
/** How many scripts PHP runs at a time: one process each. */
const WORKERS = '16';

export interface Php {
  port: number;
  end(): void;
}

/**
 * Starts PHP's own server on a loopback port, for the scripts in this folder; `undefined` where PHP
 * is not installed. Each script tells its end to `report`.
 */
export async function startPhp(report: string): Promise<Php | undefined> {
  const php = onPath('php');
  if (php === undefined) return undefined;
  const port = await freePort();
  const child = spawn(php, ['-S', `127.0.0.1:${port}`, '-t', FOLDER], {
    env: { ...process.env, PHP_CLI_SERVER_WORKERS: WORKERS, SENDOFF_REPORT: report },
    stdio: 'ignore',
    detached: true, // a process group, so that its workers end with it
  });
  const end = () => {
    process.off('exit', end);
    try {
      process.kill(-(child.pid as number), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', end);
  await once(child, 'spawn');
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await answers(port)) return { port, end };
    await pause(50);
  }
  end();
  throw new Error("PHP's server did not start within 5 s.");
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

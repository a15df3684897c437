import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { answers } from '../../setup/answers.ts';
import { freePort } from '../../setup/freePort.ts';
import { onPath } from '../../setup/onPath.ts';
import { type Leashed, startLeashed } from './startLeashed.ts';

const FOLDER = fileURLToPath(new URL('./scripts/', import.meta.url));
/** How many scripts PHP runs at a time: one process each. */
const WORKERS = '16';

export interface Php extends Leashed {
  port: number;
}

/**
 * Starts PHP's own server on a loopback port, for the scripts in this folder; `undefined` where PHP
 * is not installed. Each script reports its end to `report`.
 */
export async function startPhp(report: string): Promise<Php | undefined> {
  const program = onPath('php');
  if (program === undefined) return undefined;
  const port = await freePort();
  const php = await startLeashed(program, ['-S', `127.0.0.1:${port}`, '-t', FOLDER], {
    ...process.env,
    PHP_CLI_SERVER_WORKERS: WORKERS,
    SENDOFF_REPORT: report,
  });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await answers(port)) return { port, ...php };
    await pause(50);
  }
  php.end();
  throw new Error("PHP's server did not start within 5 s");
}

import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Entry } from '../../demo-server/formats/entry.ts';
import { child } from '../../e2e/browsers/processes/child.ts';
import { freePort } from '../../setup/freePort.ts';

/** What a process holds. */
export interface Held {
  /** Megabytes, after collecting garbage. */
  heap: number;
  /** Files and sockets. */
  descriptors: number;
}

export interface SoakServer {
  url: string;
  pid: number;
  held(): Promise<Held>;
  /** Sends SIGTERM, and resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** What its log holds, from all of its files. */
  entries(): Promise<readonly Entry[]>;
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Starts the demo server's command with a queue in Redis, and a log that is rotated often. */
export async function startServer(folder: string, redis: string): Promise<SoakServer> {
  const port = await freePort();
  const log = join(folder, 'requests.ndjson');
  const preload = ['tsx', path('./memoryProbe.ts')].flatMap(name => ['--import', name]);
  const options = ['--port', `${port}`, '--log', log, '--log-size', '2M', '--log-files', '99'];
  const { process: server } = child(
    process.execPath,
    ['--expose-gc', ...preload, path('../../demo-server/main.ts'), ...options, '--queue', redis],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const exit = once(server, 'exit');
  await once(server.stdout as NodeJS.ReadableStream, 'data');
  server.stdout?.resume();
  const pid = server.pid as number;

  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    async held() {
      const answer = once(server, 'message');
      server.send('memory');
      const [heap] = await answer;
      return { heap, descriptors: (await readdir(`/proc/${pid}/fd`)).length };
    },
    async terminate() {
      server.kill('SIGTERM');
      const [code] = await exit;
      return code;
    },
    async entries() {
      const files = await readdir(folder);
      const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')));
      const lines = texts.flatMap(text => text.split('\n')).filter(line => line !== '');
      return lines.map(line => JSON.parse(line) as Entry);
    },
  };
}

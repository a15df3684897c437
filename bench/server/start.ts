import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from '../../setup/onPath.ts';
import type { Usage } from './answerUsage.ts';

export interface Server {
  usage(asked: 'processor' | 'memory'): Promise<Usage>;
  end(): Promise<void>;
}

/** Starts a server in its own process, on the first core where that can be said. */
export async function start(name: 'bare' | 'demo'): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'sendoff-bench-'));
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const node = [process.execPath, '--expose-gc', '--import', import.meta.resolve('tsx'), script];
  const taskset = onPath('taskset');
  const [command, ...args] = taskset ? [taskset, '-c', '0', ...node] : node;
  const child = spawn(command as string, [...args, join(folder, 'requests.ndjson')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');

  return {
    async usage(asked) {
      const answer = once(child, 'message');
      child.send(asked);
      const [usage] = await answer;
      return usage as Usage;
    },
    async end() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}

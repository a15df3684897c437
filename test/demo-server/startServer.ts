import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { expect, onTestFinished } from 'vitest';
import { type AppOptions, createApp } from '../../demo-server/app.ts';
import { newFolder } from '../newFolder.ts';

export interface TestServer {
  app: FastifyInstance;
  port: number;
  url: string;
  log: string;
  /** What the terminal would show. */
  printed: string[];
  /** The log's lines, each of which has to be JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at fields of every kind of entry.
  entries(): Promise<any[]>;
  /** Fails unless the server answers still, and every line of its log is JSON. */
  stillServes(): Promise<void>;
}

/** A demo server on a port of its own, with a log of its own; both are gone after the test. */
export async function startServer(options: Partial<AppOptions> = {}): Promise<TestServer> {
  const log = join(await newFolder(), 'logs', 'requests.ndjson');
  const printed: string[] = [];
  const app = await createApp({ log, print: line => printed.push(line), ...options });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => app.close());

  const entries = async () => {
    const text = await readFile(options.log ?? log, 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
  };
  return {
    app,
    port: Number(new URL(url).port),
    url,
    log,
    printed,
    entries,
    async stillServes() {
      const answer = await fetch(`${url}/collect`, { method: 'POST', body: 'still there' });
      expect(answer.status).toBe(204);
      expect((await entries()).at(-1)).toMatchObject({ event: 'received', data: 'still there' });
    },
  };
}

import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface Usage {
  port: number;
  /** Seconds of processor time so far. */
  cpu: number;
  /** Megabytes. */
  heap: number;
  rss: number;
}

/** Reports to the process that started this one where it listens and what it has used, each time it asks. */
export function answerUsage(app: FastifyInstance): void {
  const { port } = app.server.address() as AddressInfo;
  process.on('message', asked => {
    // What is not garbage is what counts; collecting it would count as the server's own work.
    if (asked === 'memory') globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed, rss } = process.memoryUsage();
    const usage: Usage = {
      port,
      cpu: (user + system) / 1e6,
      heap: heapUsed / 1e6,
      rss: rss / 1e6,
    };
    process.send?.(usage);
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

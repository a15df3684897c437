import type { FastifyInstance } from 'fastify';
import type { Work } from './createWork.ts';
import type { JobQueue } from './jobs/jobQueue.ts';
import type { Log } from './log/openLog.ts';
import type { Recorder } from './recorder/createRecorder.ts';

/** What the routes share: each is a decorator of the app. */
export interface Services {
  /** The log's files, and its latest lines; what happens is written by the recorder. */
  files: Log;
  recorder: Recorder;
  jobs: JobQueue;
  work: Work;
  /** The port of the same server as another host, which is opened when it is first asked for. */
  otherPort: () => Promise<number>;
}

declare module 'fastify' {
  interface FastifyInstance extends Services {}
}

export function decorate(app: FastifyInstance, services: Services): void {
  for (const [name, service] of Object.entries(services)) app.decorate(name, service);
}

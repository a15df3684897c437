import { setMaxListeners } from 'node:events';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Limits } from './jobs/jobQueue.ts';
import { openQueue } from './jobs/openQueue.ts';
import { createRecorder } from './log/createRecorder.ts';
import { formatEntry } from './log/formatEntry.ts';
import { openLog } from './log/openLog.ts';
import { otherHost } from './methods/otherHost.ts';
import { collect } from './routes/collect.ts';
import { download } from './routes/download.ts';
import { events } from './routes/events.ts';
import { explainMissing } from './routes/explainMissing.ts';
import { METHODS } from './routes/methods.ts';
import { pages } from './routes/pages.ts';
import { php } from './routes/php.ts';
import { readRequests } from './routes/readRequests.ts';
import { createRefusals } from './routes/refusals.ts';
import { scripts } from './routes/scripts.ts';
import { visit } from './routes/visit.ts';
import { ways } from './routes/ways.ts';

export interface AppOptions {
  /** The file that takes one line of JSON for each event; its folder is created. */
  log: string;
  /** Takes a readable line for each event. */
  print?: (line: string) => void;
  /** Colour the printed lines. */
  color?: boolean;
  /** Origins whose pages may read the answers: CORS. Without it they can still send. */
  allowOrigin?: readonly string[];
  /** More folders of static pages, by URL prefix. */
  pages?: Readonly<Record<string, string>>;
  /** The largest body, in bytes. */
  bodyLimit?: number;
  /** How long a request may take to arrive, in milliseconds. */
  requestTimeout?: number;
  /** Where the scripts wait for their turn: Redis, by its URL, or this process. */
  queue?: string | undefined;
  /** How many scripts run and wait at a time. */
  limits?: Limits;
}

/** The demo server, ready to listen. */
export async function createApp({
  log: file,
  print = () => {},
  color = false,
  allowOrigin = [],
  pages: extraPages = {},
  bodyLimit = 1024 * 1024,
  requestTimeout = 30_000,
  queue: redis,
  limits = { concurrency: 25, waiting: 1000 },
}: AppOptions): Promise<FastifyInstance> {
  const log = await openLog({ file, onEntry: entry => print(formatEntry(entry, color)) });
  const recorder = createRecorder(log);
  const { refuse, onError, onClientError } = createRefusals(recorder);
  const stopping = new AbortController();
  // Each slow script listens: a thousand of them are no leak.
  setMaxListeners(0, stopping.signal);
  const jobs = await openQueue({ redis, limits, stopping: stopping.signal });

  const app = Fastify({
    bodyLimit,
    requestTimeout,
    http: {
      headersTimeout: requestTimeout,
      // Node looks for late requests every 30 s, which would make each limit one of a minute.
      connectionsCheckingInterval: Math.min(requestTimeout, 1000),
    },
    // Held answers and event streams would keep the server from closing.
    forceCloseConnections: true,
    frameworkErrors: onError,
    clientErrorHandler: onClientError,
  });
  app.addHook('preClose', async () => stopping.abort());
  app.addHook('onClose', () => jobs.close());
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  readRequests(app);
  app.setErrorHandler(onError);
  app.setNotFoundHandler(async (request, reply) => {
    const { method, path } = request.sender ?? { method: request.method, path: request.url };
    const { status, reason } = explainMissing(method, path);
    if (status === 405) reply.header('allow', METHODS.join(', '));
    return refuse(request, reply, status, reason);
  });

  await app.register(async scope => {
    if (allowOrigin.length > 0) {
      scope.addHook('onRequest', async ({ method, sender }) => {
        if (method === 'OPTIONS' && sender) await recorder.preflight(sender, 204);
      });
      await scope.register(cors, {
        origin: [...allowOrigin],
        credentials: true,
        methods: [...METHODS],
        strictPreflight: false,
      });
    }
    collect(scope, recorder);
    scripts(scope, { recorder, refuse, jobs });
  });
  const port = otherHost(app);
  ways(app, { recorder, refuse, jobs, otherPort: port });
  visit(app, port);
  php(app, { recorder, refuse });
  download(app, log);
  await events(app, log, refuse);
  await pages(app, extraPages);
  return app;
}

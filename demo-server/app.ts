import { setMaxListeners } from 'node:events';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type onRequestHookHandler } from 'fastify';
import { createRunning } from './createRunning.ts';
import { formatEntry } from './formats/formatEntry.ts';
import { explainMissing } from './http/explainMissing.ts';
import { METHODS } from './http/methods.ts';
import { readRequests } from './http/readRequests.ts';
import { createRefusals } from './http/refusals.ts';
import type { Limits } from './jobs/jobQueue.ts';
import { openQueue } from './jobs/openQueue.ts';
import { openLog } from './log/openLog.ts';
import { createRecorder } from './recorder/createRecorder.ts';
import { collect } from './routes/collect.ts';
import { download } from './routes/download.ts';
import { events } from './routes/events.ts';
import { pages } from './routes/pages.ts';
import { php } from './routes/php.ts';
import { scripts } from './routes/scripts.ts';
import { visit } from './routes/visit.ts';
import { ways } from './routes/ways.ts';
import { otherHost } from './ways/otherHost.ts';

export interface AppOptions {
  /** The file that takes one line of JSON for each event; its folder is created. */
  log: string;
  /** How large the log may grow, in bytes, before it is rotated (default: without bound). */
  logSize?: number;
  /** How many rotated log files are kept. */
  logFiles?: number;
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
  /** How long a page that looks on may take to read what it is sent, in milliseconds. */
  readTimeout?: number;
  /** How long what runs may take to finish when the server closes, in milliseconds. */
  grace?: number;
  /** Where the scripts wait for their turn: Redis, by its URL, or this process. */
  queue?: string | undefined;
  /** How many scripts run and wait at a time. */
  limits?: Limits;
}

/** The demo server, ready to listen. */
export async function createApp({
  log: file,
  logSize = Number.POSITIVE_INFINITY,
  logFiles = 0,
  print,
  color = false,
  allowOrigin = [],
  pages: extraPages = {},
  bodyLimit = 1024 * 1024,
  requestTimeout = 30_000,
  readTimeout = 30_000,
  grace = 0,
  queue: redis,
  limits = { concurrency: 25, waiting: 1000 },
}: AppOptions): Promise<FastifyInstance> {
  const log = openLog({
    file,
    size: logSize,
    kept: logFiles,
    onEntry: print && (entry => print(formatEntry(entry, color))),
  });
  const recorder = createRecorder(log);
  const { refuse, onError, onClientError } = createRefusals(recorder);
  const stopping = new AbortController();
  // Each slow script listens: a thousand of them are no leak.
  setMaxListeners(0, stopping.signal);
  const running = createRunning();
  let closing = false;
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
    // What a request says of itself is read once, in readRequests.ts.
    routerOptions: { querystringParser: () => ({}) },
    // Fastify's own refusal would not be in the log.
    return503OnClosing: false,
    frameworkErrors: onError,
    clientErrorHandler: onClientError,
  });
  app.addHook('preClose', async () => {
    closing = true;
    await running.settled(AbortSignal.timeout(grace));
    stopping.abort();
  });
  app.addHook('onClose', async () => {
    await jobs.close();
    await log.flush();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff');
    done();
  });
  readRequests(app);
  app.setErrorHandler(onError);
  app.setNotFoundHandler(async (request, reply) => {
    const { method, path } = request.sender ?? { method: request.method, path: request.url };
    const { status, reason } = explainMissing(method, path);
    if (status === 405) reply.header('allow', METHODS.join(', '));
    return refuse(request, reply, status, reason);
  });

  const beginNothingNew: onRequestHookHandler = (request, reply, done) => {
    if (closing) return void refuse(request, reply, 503, 'The server is stopping');
    done();
  };
  await app.register(async scope => {
    scope.addHook('onRequest', beginNothingNew);
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
    scripts(scope, { recorder, refuse, running, jobs });
  });
  const port = otherHost(app);
  await app.register(async scope => {
    scope.addHook('onRequest', beginNothingNew);
    ways(scope, { recorder, refuse, running, jobs, otherPort: port });
  });
  visit(app, port);
  php(app, { recorder, refuse });
  download(app, log);
  await events(app, { log, refuse, readTimeout });
  await pages(app, extraPages);
  return app;
}

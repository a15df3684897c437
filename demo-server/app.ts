import Fastify, { type FastifyInstance } from 'fastify';
import { createWork } from './createWork.ts';
import { formatEntry } from './formats/formatEntry.ts';
import { refuseBelowRoutes } from './http/belowRoutes.ts';
import { crossOrigin } from './http/crossOrigin.ts';
import { dropUnread } from './http/dropUnread.ts';
import { requireHost } from './http/gates.ts';
import { missing } from './http/missing.ts';
import { readSender } from './http/readSender.ts';
import { refusals, refuseUnrouted } from './http/refusals.ts';
import type { Limits } from './jobs/jobQueue.ts';
import { openQueue } from './jobs/openQueue.ts';
import { openLog } from './log/openLog.ts';
import { createRecorder } from './recorder/createRecorder.ts';
import { collect } from './routes/collect.ts';
import { download } from './routes/download.ts';
import { events } from './routes/events.ts';
import { FLAKY, flaky } from './routes/flaky.ts';
import { pages } from './routes/pages.ts';
import { php, SLOW_PHP } from './routes/php.ts';
import { isScript, scripts } from './routes/scripts.ts';
import { visit } from './routes/visit.ts';
import { ways } from './routes/ways.ts';
import { decorate } from './services.ts';
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
  /** More names of this server, besides `localhost`, the machine's own and IP addresses. */
  allowHost?: readonly string[];
  /** More folders of static pages, by URL prefix. */
  pages?: Readonly<Record<string, string>>;
  /** The largest body, in bytes. */
  bodyLimit?: number;
  /** How long a request may take to arrive, in milliseconds. */
  requestTimeout?: number;
  /** How long who looks on or downloads may take to read what is sent, in milliseconds. */
  readTimeout?: number;
  /** How long what runs may take to finish when the server closes, in milliseconds. */
  grace?: number;
  /** Where the scripts wait for their turn: Redis, by its URL, or this process. */
  queue?: string | undefined;
  /** How many scripts run and wait at a time. */
  limits?: Limits;
}

/** How long Fastify waits for what closes with it, in milliseconds, besides the grace. */
const PATIENCE = 10_000;

/** The demo server, ready to listen. */
export async function createApp({
  log,
  logSize = Number.POSITIVE_INFINITY,
  logFiles = 0,
  print,
  color = false,
  allowOrigin = [],
  allowHost: hosts = [],
  pages: folders = {},
  bodyLimit = 1024 * 1024,
  requestTimeout = 30_000,
  readTimeout = 30_000,
  grace = 0,
  queue: redis,
  limits = { concurrency: 25, waiting: 1000 },
}: AppOptions): Promise<FastifyInstance> {
  const files = openLog({
    file: log,
    size: logSize,
    kept: logFiles,
    onEntry: print && (entry => print(formatEntry(entry, color))),
  });
  const recorder = createRecorder(files);
  const work = createWork();
  const jobs = await openQueue({ redis, limits, stopping: work.stopping });

  const app = Fastify({
    bodyLimit,
    requestTimeout,
    http: {
      headersTimeout: requestTimeout,
      // Node looks for late requests every 30 s, which would make each limit one of a minute.
      connectionsCheckingInterval: Math.min(requestTimeout, 1000),
      requireHostHeader: false, // it would refuse them unlogged
    },
    // Held answers and event streams would keep the server from closing.
    forceCloseConnections: true,
    // What a request says of itself is read once, in readSender.ts.
    routerOptions: { querystringParser: () => ({}) },
    // Fastify's own refusal would not be in the log.
    return503OnClosing: false,
    frameworkErrors: refuseUnrouted(recorder),
    clientErrorHandler() {}, // refuseBelowRoutes listens itself, to every server
    pluginTimeout: grace + PATIENCE,
  });
  refuseBelowRoutes(app.server, recorder);
  decorate(app, { files, recorder, jobs, work, otherPort: otherHost(app) });
  app.addHook('preClose', () => work.end(grace));
  app.addHook('onClose', async () => {
    await jobs.close();
    files.flush();
  });

  await app.register(readSender);
  await app.register(refusals);
  await app.register(missing);
  await app.register(dropUnread, { patience: readTimeout });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  app.addHook('onRequest', requireHost);

  await app.register(async scope => {
    const isPath = (path: string) => ['/collect', FLAKY, SLOW_PHP].includes(path) || isScript(path);
    await scope.register(crossOrigin, { allowed: allowOrigin, isPath });
    await scope.register(collect);
    await scope.register(scripts);
    await scope.register(flaky);
    await scope.register(php);
  });
  await app.register(ways, { hosts });
  await app.register(visit);
  await app.register(download, { hosts });
  await app.register(events, { hosts, readTimeout });
  await app.register(pages, { folders });
  return app;
}

import sse from '@fastify/sse';
import type { FastifyInstance } from 'fastify';
import type { Refuse } from '../http/refusals.ts';
import { follow } from '../log/follow.ts';
import type { Log } from '../log/openLog.ts';
import { watchReader } from '../log/watchReader.ts';

/** How many pages may look on at a time. */
const STREAMS = 100;
/** When who was turned away may ask again, in seconds. */
const RETRY = 10;

interface EventOptions {
  log: Log;
  refuse: Refuse;
  /** How long a page may take to read what it is sent, in milliseconds. */
  readTimeout: number;
}

/** The log as it grows, for the live page. */
export async function events(
  app: FastifyInstance,
  { log, refuse, readTimeout }: EventOptions,
): Promise<void> {
  // What is sent is text already: the log's own lines.
  await app.register(sse, { heartbeatInterval: 15_000, serializer: String });
  let open = 0;

  app.get('/events', { sse: 'only' }, async (request, reply) => {
    if (open >= STREAMS) {
      // Closed, or who is turned away would hold a connection all the same.
      reply.headers({ 'retry-after': RETRY, connection: 'close' });
      return refuse(request, reply, 503, `${STREAMS} pages are looking on already`);
    }
    open += 1;
    const left = new AbortController();
    reply.raw.once('close', () => {
      open -= 1;
      left.abort();
    });
    reply.header('cache-control', 'no-store');
    const stuck = () => reply.raw.destroy();
    await reply.sse.send(watchReader(follow(log, left.signal), readTimeout, stuck));
  });
}

import sse from '@fastify/sse';
import type { FastifyPluginAsync } from 'fastify';
import { requireOwnHost } from '../http/gates.ts';
import { follow } from '../log/follow.ts';
import { watchReader } from '../log/watchReader.ts';

/** How many pages may look on at a time. */
const STREAMS = 100;
/** When who was turned away may ask again, in seconds. */
const RETRY = 10;

interface EventOptions {
  hosts: readonly string[];
  /** How long a page may take to read what it is sent, in milliseconds. */
  readTimeout: number;
}

/** The log as it grows, for the live page. */
export const events: FastifyPluginAsync<EventOptions> = async (app, { hosts, readTimeout }) => {
  app.addHook('onRequest', requireOwnHost(hosts));
  // What is sent is text already: the log's own lines.
  await app.register(sse, { heartbeatInterval: 15_000, serializer: String });
  let open = 0;

  // By `only`, who asks for another type would be refused past the log. A HEAD would look on for ever, and see nothing.
  app.get('/events', { sse: 'manual', exposeHeadRoute: false }, async (_request, reply) => {
    if (open >= STREAMS) {
      // Closed, or who is turned away would hold a connection all the same.
      reply.headers({ 'retry-after': RETRY, connection: 'close' });
      return reply.refuse(503, `${STREAMS} pages are looking on already`);
    }
    open += 1;
    const left = new AbortController();
    reply.raw.once('close', () => {
      open -= 1;
      left.abort();
    });
    reply.header('cache-control', 'no-store');
    const stuck = () => reply.raw.destroy();
    const lines = follow(app.files, left.signal);
    await reply.sse.send(watchReader(lines, { patience: readTimeout, left: left.signal, stuck }));
  });
};

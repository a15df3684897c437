import sse from '@fastify/sse';
import type { FastifyInstance } from 'fastify';
import { follow } from '../log/follow.ts';
import type { Log } from '../log/openLog.ts';
import type { Refuse } from './refusals.ts';

/** How many pages may look on at a time. */
const STREAMS = 100;

/** The log as it grows, for the live page. */
export async function events(app: FastifyInstance, log: Log, refuse: Refuse): Promise<void> {
  await app.register(sse, { heartbeatInterval: 15_000 });
  let open = 0;

  app.get('/events', { sse: 'only' }, async (request, reply) => {
    if (open >= STREAMS) {
      return refuse(request, reply, 503, `${STREAMS} pages are looking on already`);
    }
    open += 1;
    const left = new AbortController();
    reply.raw.once('close', () => {
      open -= 1;
      left.abort();
    });
    reply.header('cache-control', 'no-store');
    await reply.sse.send(follow(log, left.signal));
  });
}

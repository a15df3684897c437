import { once } from 'node:events';
import { request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { METHODS } from '../http/methods.ts';
import { receive } from '../http/receive.ts';
import type { Refuse } from '../http/refusals.ts';
import { watchClient } from '../http/watchClient.ts';
import { type Php, startPhp } from '../php/startPhp.ts';
import type { Recorder } from '../recorder/createRecorder.ts';
import { ownHost } from '../ways/ownHost.ts';

/** How many requests wait for PHP at most. */
const MOST = 100;

/** `/php/slow.php`: the slow script in PHP, which is started at the first request for it. */
export function php(
  app: FastifyInstance,
  { recorder, refuse }: { recorder: Recorder; refuse: Refuse },
): void {
  let started: Promise<Php | undefined> | undefined;
  let open = 0;
  const start = () => {
    const own = app.server.address() as AddressInfo;
    started ??= startPhp(`http://${ownHost(own)}:${own.port}/collect`);
    return started;
  };
  app.addHook('onClose', async () => (await started)?.end());

  app.route({
    method: [...METHODS],
    url: '/php/slow.php',
    handler: async (request, reply) => {
      const server = await start();
      if (server === undefined) return refuse(request, reply, 503, 'PHP is not installed here');
      if (open >= MOST) return refuse(request, reply, 503, `${MOST} requests wait for PHP already`);
      open += 1;
      const since = performance.now();
      const { entry } = await receive(request, recorder);
      const type = request.sender?.type;
      const upstream = ask({
        port: server.port,
        host: '127.0.0.1',
        method: request.method,
        path: `/slow.php${(request.raw.url ?? '').replace(/^[^?]*/, '')}`,
        headers: type === undefined ? {} : { 'content-type': type },
      });
      upstream.once('close', () => {
        open -= 1;
      });
      // PHP learns of its client's leaving by the connection alone.
      watchClient(reply, { recorder, entry, since, onGone: () => upstream.destroy() });
      upstream.end(request.body);
      // It rejects when the client has left, too: then nobody reads the answer.
      const [answer]: IncomingMessage[] = await once(upstream, 'response').catch(() => []);
      if (answer === undefined) return reply.code(502).send('PHP has not answered.\n');
      return reply
        .code(answer.statusCode ?? 502)
        .headers(pick(answer.headers))
        .send(answer);
    },
  });
}

function pick(headers: IncomingMessage['headers']) {
  const names = ['content-type', 'cache-control'] as const;
  return Object.fromEntries(names.flatMap(name => (headers[name] ? [[name, headers[name]]] : [])));
}

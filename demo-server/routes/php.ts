import { once } from 'node:events';
import { request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyPluginAsync } from 'fastify';
import { refuseWhileEnding } from '../http/gates.ts';
import { METHODS } from '../http/methods.ts';
import { receive } from '../http/receive.ts';
import { watchClient } from '../http/watchClient.ts';
import { EMPTY_END } from '../jobs/emptyEnd.ts';
import { keepPhp } from '../php/keepPhp.ts';
import { ownHost } from '../ways/ownHost.ts';

export const SLOW_PHP = '/php/slow.php';

/** How many requests wait for PHP at most. */
const MOST = 100;
/** After how many seconds one who was turned away may come again. */
const RETRY_AFTER = 1;

/** `/php/slow.php`: the slow script in PHP, which is started at the first request for it. */
export const php: FastifyPluginAsync = async app => {
  const kept = keepPhp(() => {
    const own = app.server.address() as AddressInfo;
    return `http://${ownHost(own)}:${own.port}/collect`;
  });
  let open = 0;
  app.addHook('onRequest', refuseWhileEnding);
  app.addHook('onClose', kept.end);

  app.route({
    method: [...METHODS],
    url: SLOW_PHP,
    handler: async (request, reply) => {
      const turnAway = (reason: string) =>
        reply.header('retry-after', RETRY_AFTER).refuse(503, reason);
      const server = await kept.get();
      if ('problem' in server) return turnAway(server.problem);
      if (open >= MOST) return turnAway(`${MOST} requests wait for PHP already`);
      open += 1;
      const finish = app.work.begin();
      const since = performance.now();
      const { entry } = await receive(request, 200);
      // As `answerFor` says it of the other scripts: to an isolated page it would be an error.
      reply.header('cross-origin-resource-policy', 'cross-origin');
      const { method, sender, raw, body } = request;
      const upstream = ask({
        port: server.port,
        host: '127.0.0.1',
        method,
        path: `/slow.php${(raw.url ?? '').replace(/^[^?]*/, '')}`,
        headers: sender.type === undefined ? {} : { 'content-type': sender.type },
        signal: app.work.stopping,
      });
      upstream.once('close', () => {
        open -= 1;
        finish();
      });
      // PHP learns of its client's leaving by the connection alone.
      const now = watchClient(reply, { entry, since, onGone: () => upstream.destroy() });
      upstream.end(body);
      const [answer]: IncomingMessage[] = await once(upstream, 'response').catch(() => []);
      if (reply.raw.destroyed) return void reply.hijack(); // nobody is there to read an answer
      const status = answer?.statusCode ?? 502;
      if (status !== 200) {
        const error = answer ? `PHP has answered ${status}` : 'PHP has not answered';
        await app.recorder.finished(entry, {
          ...now(),
          end: 'failed',
          ...EMPTY_END,
          error,
          status,
        });
      }
      if (answer === undefined) return reply.code(502).send('PHP has not answered.\n');
      return reply.code(status).headers(pick(answer.headers)).send(answer);
    },
  });
};

function pick(headers: IncomingMessage['headers']) {
  const names = ['content-type', 'cache-control'] as const;
  return Object.fromEntries(names.flatMap(name => (headers[name] ? [[name, headers[name]]] : [])));
}

import type { FastifyInstance } from 'fastify';
import { describeSender } from '../requests/describeSender.ts';
import type { Sender } from '../requests/sender.ts';

declare module 'fastify' {
  interface FastifyRequest {
    sender: Sender | undefined;
  }
}

/**
 * Reads what each request says of itself, and hands its body to the route as bytes, whatever its
 * type. The type is taken away before Fastify looks at it: Fastify answers 415 to one that is
 * malformed, and a body with a wrong label has arrived nonetheless.
 */
export function readRequests(app: FastifyInstance): void {
  app.decorateRequest('sender', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    request.sender = describeSender(request.raw);
    request.headers['content-type'] = undefined;
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => body,
  );
}

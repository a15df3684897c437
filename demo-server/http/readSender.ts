import plugin from 'fastify-plugin';
import { describeSender } from '../requests/describeSender.ts';
import type { Sender } from '../requests/sender.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request says of itself, by its first line and its headers. */
    sender: Sender;
  }
}

/**
 * Reads what each request says of itself, and hands its body to the route as bytes, whatever its
 * type. The type is taken away before Fastify looks at it: Fastify answers 415 to one that is
 * malformed, and a body with a wrong label has arrived nonetheless. So has the body of a GET.
 */
export const readSender = plugin(async app => {
  app.decorateRequest('sender');
  app.addHook('onRequest', async request => {
    request.sender = describeSender(request.raw);
    request.headers['content-type'] = undefined;
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => body,
  );
  for (const method of ['GET', 'HEAD']) {
    app.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  }
});

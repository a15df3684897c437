import Fastify, { LogController } from 'fastify';
import { answerUsage } from './answerUsage.ts';

/**
 * A bare Fastify route that writes a line of JSON for each request to a file with Fastify's own
 * logger, which has written it when the route answers.
 */
const app = Fastify({
  logger: { file: process.argv[2] as string },
  logController: new LogController({ disableRequestLogging: true }),
});
app.removeAllContentTypeParsers();
app.addContentTypeParser(
  '*',
  { parseAs: 'string' },
  async (_request: unknown, body: string) => body,
);
app.post('/collect', async (request, reply) => {
  const { method, url, headers, body } = request;
  request.log.info({ method, url, headers, body });
  return reply.code(204).send();
});
await app.listen({ port: 0, host: '127.0.0.1' });
answerUsage(app);

// Fastify: PORT=8085 node fastify.js
import Fastify from 'fastify';
import { answerFor, createLedger, readTag } from 'sendoff/server';
import { appendLine } from './appendLine.js';
import { MAX_BYTES, readTrigger } from './readTrigger.js';
import { work } from './work.js';

const ledger = createLedger();
// By default Fastify waits for ever for the rest of a request. Less than Node's minute for the headers would not count.
const app = Fastify({ bodyLimit: MAX_BYTES, requestTimeout: 60_000 });

app.addHook('onRequest', async (_request, reply) => {
  reply.header('cache-control', 'no-store').header('cross-origin-resource-policy', 'cross-origin');
});

// Of whatever type, a body is bytes here: `readTrigger` knows what they are.
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request, body) => body);

app.all('/trigger', async (request, reply) => {
  const trigger = await readTrigger(request, request.body);
  appendLine('triggers.ndjson', JSON.stringify(trigger)); // before the answer: 2xx means logged

  const tag = readTag(request.url);
  const { status, headers, body } = answerFor(request.headers, tag);
  reply.code(status).headers(headers).send(body);

  // Nobody waits for the work: neither the answer nor, when its page is gone, the client.
  // Browsers send again by themselves where a connection is cut: the copy has the same id in its tag.
  if (!tag || !ledger.enter(tag).duplicate) work(trigger).catch(console.error);
  return reply;
});

app.setErrorHandler((error, _request, reply) => {
  const { statusCode = 500, message, headers = {} } = error;
  if (statusCode >= 500) console.error(error);
  const text = statusCode < 500 ? message : 'It was not written down.';
  reply.code(statusCode).headers(headers).type('text/plain').send(`${text}\n`);
});

await app.listen({ port: Number(process.env.PORT ?? 8085), host: '127.0.0.1' });

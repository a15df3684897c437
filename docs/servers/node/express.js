// Express: PORT=8084 node express.js
import express from 'express';
import { answerFor, createLedger, readTag } from 'sendoff/server';
import { appendLine } from './appendLine.js';
import { MAX_BYTES, readTrigger } from './readTrigger.js';
import { work } from './work.js';

const ledger = createLedger();
const app = express().disable('x-powered-by');

app.use((_request, response, next) => {
  response.set('Cache-Control', 'no-store').set('Cross-Origin-Resource-Policy', 'cross-origin');
  next();
});

// Of whatever type, a body is bytes here: `readTrigger` knows what they are.
const readBytes = express.raw({ type: () => true, limit: MAX_BYTES, inflate: false });

app.all('/trigger', readBytes, async (request, response) => {
  const trigger = await readTrigger(request, request.body);
  appendLine('triggers.ndjson', JSON.stringify(trigger)); // before the answer: 2xx means logged

  const tag = readTag(request.url);
  const { status, headers, body } = answerFor(request.headers, tag);
  response.status(status).set(headers).end(body);

  // Nobody waits for the work: neither the answer nor, when its page is gone, the client.
  // Browsers send again by themselves where a connection is cut: the copy has the same id in its tag.
  if (!tag || !ledger.enter(tag).duplicate) work(trigger).catch(console.error);
});

app.use((error, _request, response, _next) => {
  const { statusCode = 500, message, headers = {} } = error;
  if (statusCode >= 500) console.error(error);
  const text = statusCode < 500 ? message : 'It was not written down.';
  response.status(statusCode).set(headers).type('text').send(`${text}\n`);
});

app.listen(Number(process.env.PORT ?? 8084), '127.0.0.1');

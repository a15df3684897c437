import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../log/openLog.ts';

/** The whole log, the oldest line first, from however many files it is in. */
export function download(app: FastifyInstance, log: Log): void {
  app.get('/log', async (_request, reply) => {
    reply
      .type('application/x-ndjson; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="requests.ndjson"');
    const files = log.files().map(file => createReadStream(file));
    // Opened before any is read: files change their names while a large one is on its way.
    await Promise.all(files.map(file => once(file, 'open')));
    return reply.send(Readable.from(chain(files)));
  });
}

async function* chain(streams: ReadStream[]) {
  for (const stream of streams) yield* stream;
}

import { open } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../log/openLog.ts';

/** The whole log file. */
export function download(app: FastifyInstance, log: Log): void {
  app.get('/log', async (_request, reply) => {
    reply
      .type('application/x-ndjson; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="requests.ndjson"');
    // A log without an entry has no file yet.
    const file = await open(log.file).catch(() => undefined);
    return file === undefined ? reply.send('') : reply.send(file.createReadStream());
  });
}

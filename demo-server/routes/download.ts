import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { parseLine } from '../formats/parseLine.ts';
import { csvHeader, toCsv } from '../formats/toCsv.ts';
import type { Log } from '../log/openLog.ts';

/** The whole log, the oldest line first, from however many files it is in. */
export function download(app: FastifyInstance, log: Log): void {
  app.get('/log', async (_request, reply) => {
    attach(reply, 'application/x-ndjson; charset=utf-8', 'requests.ndjson');
    return reply.send(Readable.from(chain(await openAll(log.files()))));
  });

  app.get('/log.csv', async (_request, reply) => {
    attach(reply, 'text/csv; charset=utf-8', 'requests.csv');
    return reply.send(Readable.from(convert(chain(await openAll(log.files())))));
  });
}

function attach(reply: FastifyReply, type: string, name: string): void {
  reply.type(type).headers({
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${name}"`,
  });
}

/** Opened before any is read: files change their names while a large one is on its way. */
async function openAll(names: readonly string[]): Promise<ReadStream[]> {
  const streams = names.map(name => createReadStream(name));
  await Promise.all(streams.map(stream => once(stream, 'open')));
  return streams;
}

async function* chain(streams: readonly ReadStream[]) {
  for (const stream of streams) yield* stream;
}

async function* convert(chunks: AsyncIterable<Buffer>) {
  yield csvHeader;
  for await (const line of createInterface({ input: Readable.from(chunks) })) {
    for (const entry of parseLine(line)) yield toCsv(entry);
  }
}

import { createReadStream, openSync, type ReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { parseLine } from '../formats/parseLine.ts';
import { csvHeader, toCsv } from '../formats/toCsv.ts';
import { requireOwnHost } from '../http/gates.ts';

/** The whole log, the oldest line first, from however many files it is in. */
export const download: FastifyPluginAsync<{ hosts: readonly string[] }> = async (
  app,
  { hosts },
) => {
  app.addHook('onRequest', requireOwnHost(hosts));

  app.get('/log', async (_request, reply) => {
    attach(reply, 'application/x-ndjson; charset=utf-8', 'requests.ndjson');
    return reply.send(Readable.from(readAll(app.files.list(), reply)));
  });

  app.get('/log.csv', async (_request, reply) => {
    attach(reply, 'text/csv; charset=utf-8', 'requests.csv');
    return reply.send(Readable.from(convert(readAll(app.files.list(), reply))));
  });
};

function attach(reply: FastifyReply, type: string, name: string): void {
  reply.type(type).headers({
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${name}"`,
  });
}

/**
 * The files one after the other. They are opened in one go, since they change their names while a
 * large one is on its way, and closed with the answer: who goes away leaves some of them unread.
 */
function readAll(names: readonly string[], { raw }: FastifyReply): AsyncGenerator<string> {
  const streams: ReadStream[] = [];
  raw.once('close', () => {
    for (const stream of streams) stream.destroy();
  });
  for (const name of names) {
    streams.push(createReadStream(name, { fd: openSync(name, 'r'), encoding: 'utf8' }));
  }
  return chain(streams, () => raw.destroyed);
}

async function* chain(
  streams: readonly ReadStream[],
  hasLeft: () => boolean,
): AsyncGenerator<string> {
  try {
    for (const stream of streams) yield* stream;
  } catch (error) {
    if (!hasLeft()) throw error;
  }
}

async function* convert(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  yield csvHeader;
  for await (const line of splitLines(chunks)) {
    for (const entry of parseLine(line)) yield toCsv(entry);
  }
}

/** Not Node's readline: it lets an error of its input pass as the end, or nobody catch it. */
async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

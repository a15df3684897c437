import type { IncomingMessage } from 'node:http';
import { parse } from 'fast-querystring';
import { findMismatch } from './findMismatch.ts';
import { inferTransport } from './inferTransport.ts';
import { parseTag, type Tag } from './parseTag.ts';
import type { Sender } from './sender.ts';

/** What a request says of itself, by its first line and its headers. Node bounds both at 16 KiB. */
export function describeSender({
  method = '',
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Sender {
  const split = url.indexOf('?');
  const { tag, query } = takeTag(parse(split < 0 ? '' : url.slice(split + 1)));
  const dest = single(headers['sec-fetch-dest']);
  const mode = single(headers['sec-fetch-mode']);
  return {
    method,
    path: split < 0 ? url : url.slice(0, split),
    query,
    tag,
    transport: tag?.via ?? inferTransport(method, { dest, mode }),
    mismatch: tag && findMismatch(tag, { dest, mode }),
    type: headers['content-type'],
    origin: single(headers.origin),
    referer: single(headers.referer),
    agent: single(headers['user-agent']),
    dest,
    mode,
    site: single(headers['sec-fetch-site']),
  };
}

/** What is called `sendoff` and is no tag stays in the query, where it can be seen. */
function takeTag(query: Sender['query']): { tag: Tag | undefined; query: Sender['query'] } {
  const { sendoff } = query;
  if (sendoff === undefined) return { tag: undefined, query };
  const texts = Array.isArray(sendoff) ? sendoff : [sendoff];
  const tags = texts.map(parseTag);
  const at = tags.findIndex(tag => tag !== undefined);
  const rest = texts.filter((_, index) => index !== at);
  if (rest.length === 0) delete query.sendoff;
  else query.sendoff = rest.length === 1 ? rest[0] : rest;
  return { tag: tags[at], query };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

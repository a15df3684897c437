import type { IncomingMessage } from 'node:http';
import { parse } from 'fast-querystring';
import { readTag, type Tag } from '../../src/server.ts';
import { findMismatch } from './findMismatch.ts';
import { inferTransport } from './inferTransport.ts';
import type { Sender } from './sender.ts';

/** What a request says of itself, by its first line and its headers. Node bounds both at 16 KiB. */
export function describeSender({
  method = '',
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Sender {
  const split = url.indexOf('?');
  const tag = readTag(url);
  const query = withoutTag(parse(split < 0 ? '' : url.slice(split + 1)), tag);
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
function withoutTag(query: Sender['query'], tag: Tag | undefined): Sender['query'] {
  if (tag === undefined) return query;
  const { sendoff, ...others } = query;
  const texts = [sendoff].flat();
  texts.splice(texts.indexOf(`${tag.id}.${tag.via}.${tag.when}`), 1);
  if (texts.length === 0) return others;
  return { ...others, sendoff: texts.length === 1 ? texts[0] : texts };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

import type { IncomingMessage } from 'node:http';
import type { Sender } from '../log/entry.ts';
import { fieldsOf } from './fieldsOf.ts';
import { findMismatch } from './findMismatch.ts';
import { inferTransport } from './inferTransport.ts';
import { parseTag, type Tag } from './parseTag.ts';

/** What a request says of itself, by its first line and its headers. Node bounds both at 16 KiB. */
export function describeSender({
  method = '',
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): Sender {
  const split = url.indexOf('?');
  const search = split < 0 ? '' : url.slice(split);
  const { tag, query } = takeTag(new URLSearchParams(search));
  const dest = single(headers['sec-fetch-dest']);
  const mode = single(headers['sec-fetch-mode']);
  return present({
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
  });
}

/** What is called `sendoff` and is no tag stays in the query, where it can be seen. */
function takeTag(search: URLSearchParams): { tag: Tag | undefined; query: Sender['query'] } {
  let tag: Tag | undefined;
  const rest: [string, string][] = [];
  for (const [name, value] of search) {
    const found = name === 'sendoff' && tag === undefined ? parseTag(value) : undefined;
    if (found === undefined) rest.push([name, value]);
    else tag = found;
  }
  return { tag, query: fieldsOf(rest) };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Leaves out what is not known, so that a line of the log holds just what is. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}

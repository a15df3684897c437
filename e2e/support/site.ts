import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../../demo-server/app.ts';
import type { Entry, Received } from '../../demo-server/formats/entry.ts';
import { serve } from '../../examples/serve.ts';
import { poll } from '../browsers/poll.ts';
import { readOn } from './readOn.ts';

/** What an entry must hold: the fields that are named, at any depth. */
export type Match<Whole> = { readonly [Key in keyof Whole]?: Match<Whole[Key]> };

type Query = Readonly<Record<string, string | number | boolean>>;

/** A demo server that listens, and what its log says. */
export interface Site {
  origin: string;
  /** The URL of a path here; a query field that is `true` has no value, one that is `false` is left out. */
  url(path: string, query?: Query): string;
  /** The requests that have come so far, in order. */
  received(match?: Match<Received>): Promise<readonly Received[]>;
  /** All that the log says so far: also `gone`, `finished`, `refused`, `preflight`. */
  log(match?: Match<Entry>): Promise<readonly Entry[]>;
  /** The lines that the terminal has shown so far. */
  printed(): readonly string[];
  /** Resolves when a request made now has been logged: what was on its way before it has come by then. */
  marker(): Promise<void>;
  end(): Promise<void>;
}

const PAGES = fileURLToPath(new URL('../pages/', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Starts a site on its own port; its pages are in `/e2e/`, its log is in `folder`. */
export async function site(host: '127.0.0.1' | 'localhost', folder: string): Promise<Site> {
  const file = join(folder, `${host}.ndjson`);
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const app = await createApp({
    log: file,
    print,
    pages: { '/e2e/': PAGES, '/modules/': MODULES },
  });
  answerAsAsked(app);
  await serve(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const origin = `http://${host}:${port}`;

  const entries = readOn(file);
  const log = async (match: Match<Entry> = {}) =>
    (await entries()).filter(entry => matches(entry, match));
  const received = async (match: Match<Received> = {}) =>
    (await log({ ...match, event: 'received' } as Match<Entry>)) as readonly Received[];

  return {
    origin,
    url(path, query = {}) {
      const fields = Object.entries(query).filter(([, value]) => value !== false);
      const search = fields.map(([name, value]) =>
        value === true ? name : `${name}=${encodeURIComponent(value)}`,
      );
      return new URL(search.length > 0 ? `${path}?${search.join('&')}` : path, origin).href;
    },
    received,
    log,
    printed: () => lines,
    async marker() {
      const marker = randomUUID();
      await fetch(`http://127.0.0.1:${port}/collect?marker=${marker}`);
      await poll('the marker', async () => (await received({ query: { marker } })).length > 0);
    },
    end: () => app.close(),
  };
}

/** Whether a value holds what is expected of it: an object the named fields, all else the same value. */
function matches(value: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(expected).every(([key, part]) =>
    matches((value as Record<string, unknown>)[key], part),
  );
}

/**
 * Answers with a header that the URL asks for: with the policy in `?reportOnly=TEXT`, which a meta element
 * cannot hold; or, for `?forget`, with one at which the browser drops all that it has stored for the site.
 */
function answerAsAsked(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { reportOnly, forget } = request.sender?.query ?? {};
    if (typeof reportOnly === 'string')
      reply.header('content-security-policy-report-only', reportOnly);
    if (forget !== undefined) reply.header('clear-site-data', '"cache", "cookies", "storage"');
  });
}

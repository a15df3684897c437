import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer, json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { listen } from '../../e2e/support/listen.ts';
import { type Bundle, bundle, type SetupName, script } from './bundle.ts';
import { countEvents, numbersOf, textOf } from './countEvents.ts';

/** A request that a visit's page has made of its collector. */
export interface Arrival {
  /** As `Date.now()`. */
  at: number;
  path: string;
  events: number;
  /** Of those events that are numbered. */
  numbers: readonly number[];
  /** Of the whole request as it travels: its line, its headers, its body. */
  bytes: number;
}

/** A page that is opened once, and the collector that it sends to. */
export interface Visit {
  url: string;
  arrivals: readonly Arrival[];
  /** The files of its peer's bundle that it has loaded. */
  loaded: readonly string[];
}

interface Options {
  peer?: SetupName;
  /** What is in the page's body; `/ID/` in it becomes the visit's own. */
  body: string;
  headers?: Readonly<Record<string, string>>;
  /** How long the collector takes to answer, in ms. */
  delay?: number;
  /** Takes what the page posts to `/report/ID/`, and answers where it is to go. */
  onReport?: (reported: unknown) => string | Promise<string>;
}

export interface Site {
  origin: string;
  port: number;
  visit(options: Options): Visit;
  end(): void;
}

const AWAY = '<title>Away</title><p>Away</p>';
/** A service worker that passes everything on. */
const WORKER = `addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => event.respondWith(fetch(event.request)));`;
const TYPES = { js: 'text/javascript', json: 'application/json', html: 'text/html' } as const;

/**
 * Serves each visit its page at `/page/ID` and its peer at `/peer/ID/FILE`, and takes what is sent to
 * `/collect/ID` and below, by whatever path a peer has.
 */
export async function openSite(): Promise<Site> {
  const head = await readFile(new URL('pages/head.js', import.meta.url), 'utf8');
  const visits = new Map<string, Options & { arrivals: Arrival[]; loaded: string[] }>();
  const { origin, end } = await listen((request, response) => {
    answer(request, response).catch(error => {
      console.error(error);
      response.writeHead(500).end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const [, kind = '', id = '', file = ''] = new URL(url, 'http://site').pathname.split('/');
    const visit = visits.get(id);
    const send = (type: keyof typeof TYPES, content: string | Uint8Array, headers = {}) => {
      // Not `no-store`, which would cost the page its place in the back/forward cache.
      const common = { 'content-type': TYPES[type], 'cache-control': 'no-cache' };
      response.writeHead(200, { ...common, ...headers }).end(content);
    };
    if (kind === 'peer' && visit?.peer) {
      if (file !== 'script.js') visit.loaded.push(file);
      return send('js', await codeOf(visit.peer, file));
    }
    if (kind === 'collect' && visit) {
      const body = await buffer(request);
      const text = textOf(url, body);
      const path = url.slice(`/collect/${id}`.length);
      if (request.method !== 'OPTIONS')
        visit.arrivals.push({
          at: Date.now(),
          path,
          events: countEvents(text),
          numbers: numbersOf(text),
          bytes: weigh(request) + body.length,
        });
      if (visit.delay) await pause(visit.delay);
      return send(...answerTo(path, `${request.headers.host}/collect/${id}`), crossOrigin(request));
    }
    if (kind === 'report' && visit?.onReport)
      return send('json', await visit.onReport(await json(request)));
    if (kind === 'hold') return; // what it is asked for keeps the page loading
    if (kind === 'worker.js') return send('js', WORKER);
    if (kind === 'workbox.js')
      return send('js', `${await codeOf('workbox', 'script.js')}peer.boot();`);
    const script = `<script>${head}</script>`;
    const body = kind === 'page' && visit ? visit.body.replaceAll('/ID/', `/${id}/`) : AWAY;
    send(
      'html',
      `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">${script}${body}</html>`,
      visit?.headers,
    );
  }

  return {
    origin,
    port: Number(new URL(origin).port),
    visit(options) {
      const id = `v${visits.size + 1}`;
      const visit = { ...options, arrivals: [], loaded: [] };
      visits.set(id, visit);
      return { url: `${origin}/page/${id}`, ...visit };
    },
    end,
  };
}

const made = new Map<SetupName, Promise<{ modules: Bundle['files']; classic: string }>>();

/** A file of a peer's bundle, or all of it as `script.js`. */
async function codeOf(peer: SetupName, file: string): Promise<string | Uint8Array> {
  const code =
    made.get(peer) ??
    Promise.all([bundle(peer), script(peer)]).then(([{ files }, classic]) => ({
      modules: files,
      classic,
    }));
  made.set(peer, code);
  const { modules, classic } = await code;
  return file === 'script.js' ? classic : (modules[file] ?? '');
}

function weigh({ method, url, rawHeaders }: IncomingMessage): number {
  // Each header's name and value have two more bytes behind them, and so do the request line and the head.
  const headers = rawHeaders.reduce((all, part) => all + part.length + 2, 0);
  return `${method} ${url} HTTP/1.1`.length + headers + 4;
}

/** What a peer's own server would answer, as far as the peer needs it to go on. */
function answerTo(path: string, own: string): ['js' | 'json', string] {
  if (/\.js(\?|$)/.test(path)) return ['js', ''];
  // Segment's settings tell where events go.
  if (path.endsWith('/settings'))
    return [
      'json',
      JSON.stringify({
        integrations: { 'Segment.io': { apiKey: 'key', apiHost: own, protocol: 'http' } },
      }),
    ];
  return ['json', '{"code":200,"status":1}'];
}

function crossOrigin({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
  };
}

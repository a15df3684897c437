import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen, passOn } from './listen.ts';
import { test as base } from './test.ts';

/** A request, with what the demo server's log leaves out: cookies and all other headers. */
export interface Asked {
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  headers: IncomingHttpHeaders;
  body: string;
}

/**
 * A server on another port of the page's host, without any CORS header. It answers as its URL says:
 *
 *     ?script=TEXT   that script
 *     ?redirect=URL  307 to there; with `&first` the path's first request only
 *
 * and else with a 204. `/e2e/` and `/dist/` are the demo server's, so that a page can be on it as well;
 * `?cookie=TEXT` gives such a page's visitor a cookie.
 */
export interface Witness {
  origin: string;
  url(path: string, query?: Readonly<Record<string, string>>): string;
  /** What has been asked so far, but for the pages. */
  asked: readonly Asked[];
}

export const test = base.extend<{ witness: Witness }>({
  witness: async ({ server }, use) => {
    const asked: Asked[] = [];
    const { origin, end } = await listen(async (request, response) => {
      const { method = '', url = '/', headers } = request;
      const { pathname: path, searchParams } = new URL(url, 'http://witness');
      if (/^\/(e2e|dist)\//.test(path)) {
        const cookie = searchParams.get('cookie');
        const more = cookie === null ? {} : { 'Set-Cookie': `${cookie}; Path=/` };
        return passOn(await fetch(server.origin + url), response, more);
      }
      const body = await text(request);
      const query = Object.fromEntries(searchParams);
      const again = asked.some(one => one.path === path);
      asked.push({ method, path, query, headers, body });
      response.setHeader('Cache-Control', 'no-store');
      if (query.redirect !== undefined && !(again && 'first' in query))
        response.writeHead(307, { Location: query.redirect }).end();
      else if (query.script !== undefined)
        response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(query.script);
      else response.writeHead(204).end();
    });
    await use({
      origin,
      url: (path, query = {}) => `${origin}${path}?${new URLSearchParams(query)}`,
      asked,
    });
    end();
  },
});

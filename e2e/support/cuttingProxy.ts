import { request as ask } from 'node:http';
import { listen } from './listen.ts';

/** A server's front that loses an answer, as a network does. */
export interface CuttingProxy {
  url: string;
  /** How many requests it has handed on whose `k` is this. */
  handedOn(k: string): number;
  end(): void;
}

/**
 * Hands requests on, to one server after the other. The first with `k=cut` in its query loses its answer: its
 * connection, which has been used before, is cut when the server has answered.
 */
export async function cuttingProxy(servers: readonly string[]): Promise<CuttingProxy> {
  const seen: string[] = [];
  const { origin, end } = await listen((request, response) => {
    const { method, headers, url = '/' } = request;
    const { searchParams, search } = new URL(url, 'http://proxy');
    const k = searchParams.get('k') ?? '';
    const isCut = k === 'cut' && !seen.includes(k);
    const target = servers[seen.length % servers.length] as string;
    seen.push(k);
    const handed = ask(target + search, { method, headers }, answer => {
      answer.on('end', () => isCut && request.socket.destroy());
      if (isCut) {
        answer.resume();
        return;
      }
      // The browser's connection stays, whatever becomes of the server's.
      const { connection, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, rest);
      answer.pipe(response);
    });
    handed.on('error', () => request.socket.destroy());
    request.pipe(handed);
  });
  return {
    url: `${origin}/`,
    handedOn: wanted => seen.filter(k => k === wanted).length,
    end,
  };
}

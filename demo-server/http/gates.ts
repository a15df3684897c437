import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { onRequestAsyncHookHandler } from 'fastify';

/** For routes that begin work: nothing new begins while the server ends. */
export const refuseWhileEnding: onRequestAsyncHookHandler = async ({ server }, reply) => {
  if (server.work.isEnding()) return reply.refuse(503, 'The server is stopping');
};

/** HTTP/1.1 demands a Host header, and Node would refuse a request without one unlogged. */
export const requireHost: onRequestAsyncHookHandler = async ({ raw }, reply) => {
  if (raw.headers.host === undefined && raw.httpVersion === '1.1') {
    return reply.refuse(400, 'The request has no Host header');
  }
};

/**
 * For what shows the log or starts programs: another site's name that resolves to this machine (DNS
 * rebinding) would make its page one of the same origin. An IP address cannot be rebound.
 */
export function requireOwnHost(allowed: readonly string[] = []): onRequestAsyncHookHandler {
  const own = ['localhost', hostname().toLowerCase(), ...allowed];
  return async ({ headers }, reply) => {
    const name = hostOf(headers.host ?? '');
    const isOwn = isIP(name) !== 0 || own.includes(name) || name.endsWith('.localhost');
    if (!isOwn) return reply.refuse(421, 'This host is not one that the server answers for');
  };
}

/** For what starts programs: another site's page could send the same, and has another origin. */
export const requireOwnOrigin: onRequestAsyncHookHandler = async ({ headers }, reply) => {
  const { host, origin = '' } = headers;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    return reply.refuse(403, 'This is for the pages of this server');
  }
};

/** The name or the address in a Host header. */
function hostOf(header: string): string {
  const [, address, name = ''] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d+)?$/i.exec(header) ?? [];
  return (address ?? name).toLowerCase();
}

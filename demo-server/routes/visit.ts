import { readFile } from 'node:fs/promises';
import type { FastifyPluginAsync } from 'fastify';

const PAGE = new URL('../ways/visit.html', import.meta.url);

/** One visit of `/methods`, as a page in a frame: it can be left at any moment. */
export const visit: FastifyPluginAsync = async app => {
  app.get('/methods/other-host', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { port: await app.otherPort(), pid: process.pid };
  });

  app.get('/methods/visit', async ({ hostname }, reply) => {
    // The name by which the visitor knows this machine; WebKit takes no `*:PORT`, and no policy can name an
    // address of IPv6.
    const isAddress = /^\[[\da-f:]+\]$/i.test(hostname);
    const host = /^[\w.-]+$/.test(hostname) ? hostname : '127.0.0.1';
    const both = `'self' ${isAddress ? 'http:' : `http://${host}:${await app.otherPort()}`}`;
    const policy = [
      "default-src 'none'",
      `script-src ${both}`,
      `img-src ${both}`,
      `connect-src ${both}`,
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ];
    reply.header('content-security-policy', policy.join('; '));
    return reply.type('text/html; charset=utf-8').send(await readFile(PAGE));
  });
};

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { refuseBelowRoutes } from '../http/belowRoutes.ts';

/**
 * Another host, as far as one machine can be one: the same server at another port, which makes it
 * another origin. What comes in there has `host=other` in its query. It is opened when it is first
 * asked for, or at the next time where it could not be; the function resolves to its port.
 */
export function otherHost(app: FastifyInstance): () => Promise<number> {
  let port: Promise<number> | undefined;
  return () => {
    port ??= open(app).catch(error => {
      port = undefined;
      throw error;
    });
    return port;
  };
}

async function open(app: FastifyInstance): Promise<number> {
  const { requestTimeout, headersTimeout } = app.server;
  const limits = { requestTimeout, headersTimeout, connectionsCheckingInterval: 1000 };
  const options = { ...limits, requireHostHeader: false };
  const server = createServer(options, (request, response) => {
    const { url = '/' } = request;
    request.url = `${url}${url.includes('?') ? '&' : '?'}host=other`;
    app.routing(request, response);
  });
  refuseBelowRoutes(server, app.recorder);
  const { address } = app.server.address() as AddressInfo;
  server.listen(0, address);
  await once(server, 'listening');
  app.server.once('close', () => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

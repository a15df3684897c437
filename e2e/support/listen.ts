import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a server of a test's own on a free port of this machine; its end cuts what is still open. */
export async function listen(listener: RequestListener): Promise<{ origin: string; end(): void }> {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Answers what another server has answered, with more headers. */
export async function passOn(
  answer: Response,
  response: ServerResponse,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const type = answer.headers.get('content-type') ?? '';
  response.writeHead(answer.status, { 'Content-Type': type, ...headers });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

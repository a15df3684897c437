import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, finished } from 'node:stream';
import type { Recorder } from '../recorder/createRecorder.ts';
import { describeSender } from '../requests/describeSender.ts';

const broken = new WeakSet<Duplex>();

/** Whether a request came to its end: else its connection was closed on it, and that is logged. */
export const isBrokenOff = ({ socket, complete }: IncomingMessage) =>
  broken.has(socket) && !complete;

/**
 * Answers and logs what Node hears and no route does: what is no HTTP, or does not come to its end
 * (a flood of headers, a byte a second), CONNECT, and an `Expect` that nobody can meet.
 */
export function refuseBelowRoutes(server: Server, recorder: Recorder): void {
  const answering = new WeakMap<Duplex, Set<ServerResponse>>();
  server.on('connection', (socket: Socket) => {
    const open = new Set<ServerResponse>();
    answering.set(socket, open);
    // Node closes the answer whose turn it is; those behind it would never hear of it, and hold
    // their files and scripts for ever.
    socket.once('close', () => {
      for (const response of open) response.destroy().emit('close');
    });
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const open = answering.get(socket)?.add(response);
    response.once('close', () => open?.delete(response));
  });

  server.on('clientError', async (error: Error & { code?: string }, socket: Socket) => {
    // A client that went away: the request that broke off, if there was one, is logged by itself.
    if (GONE.includes(error.code ?? '') || !socket.writable || broken.has(socket)) {
      socket.destroy();
      return;
    }
    broken.add(socket);
    const { status, reason } = CLIENT_ERRORS[error.code ?? ''] ?? NOT_HTTP;
    await recorder.refused(undefined, status, reason);
    const earlier = [...(answering.get(socket) ?? [])].filter(({ req }) => req.complete);
    // What is sent into an answer that has begun would be taken for a part of it.
    if (earlier.some(({ headersSent }) => headersSent)) socket.destroy();
    else await Promise.all(earlier.map(ended)).then(() => close(socket, status, reason));
  });

  server.on('checkExpectation', async (request: IncomingMessage, response: ServerResponse) => {
    const reason = 'This server meets no expectation but 100-continue';
    await recorder.refused(describeSender(request), 417, reason);
    response.writeHead(417, { connection: 'close', 'content-type': TEXT }).end(`${reason}.\n`);
  });

  server.on('connect', async (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => {});
    const reason = 'This server is no proxy';
    await recorder.refused(describeSender(request), 405, reason);
    close(socket, 405, reason);
  });
}

const TEXT = 'text/plain; charset=utf-8';
const GONE = ['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE'];
const NOT_HTTP = { status: 400, reason: 'This is not HTTP' };
const CLIENT_ERRORS: Record<string, { status: number; reason: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'The request took too long to arrive' },
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'The headers are larger than 16 KiB' },
  HPE_INVALID_METHOD: { status: 400, reason: 'There is no such HTTP method' },
};

/** Resolves when an answer has left, or its client has. */
const ended = (response: ServerResponse) =>
  new Promise<void>(resolve => finished(response, () => resolve()));

function close(socket: Duplex, status: number, reason: string): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
      `Content-Type: ${TEXT}\r\nContent-Length: ${reason.length + 2}\r\n\r\n${reason}.\n`,
    () => socket.destroy(),
  );
}

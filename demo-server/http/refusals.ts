import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Recorder } from '../recorder/createRecorder.ts';
import { describeSender } from '../requests/describeSender.ts';

/** Writes a request down as refused, and says why to its client. */
export type Refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  reason: string,
) => Promise<FastifyReply>;

export interface Refusals {
  refuse: Refuse;
  /** For an error on the way to a route, in it, or in a URL that leads to none. */
  onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  /** For what is not HTTP, or does not come to its end: a flood of headers, a byte a second. */
  onClientError(error: Error & { code?: string }, socket: Socket): Promise<void>;
}

/** Sees to it that whatever goes wrong is answered, and written down once. */
export function createRefusals(recorder: Recorder, complain = console.error): Refusals {
  // A connection that is closed on its client fails the upload that it was carrying as well.
  const closed = new WeakSet<Socket>();

  const refuse: Refuse = async (request, reply, status, reason) => {
    if (!closed.has(request.raw.socket)) {
      await recorder.refused(request.sender ?? describeSender(request.raw), status, reason);
    }
    return reply
      .code(status)
      .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
      .type('text/plain; charset=utf-8')
      .send(`${reason}.\n`);
  };

  return {
    refuse,

    onError(error, request, reply) {
      const status = error.statusCode ?? 500;
      if (status >= 500) complain(error);
      return refuse(request, reply, status, explain(error));
    },

    async onClientError(error, socket) {
      // A client that went away: the request that broke off, if there was one, tells of it itself.
      if (GONE.includes(error.code ?? '') || !socket.writable || closed.has(socket)) {
        socket.destroy();
        return;
      }
      closed.add(socket);
      const { status, reason } = CLIENT_ERRORS[error.code ?? ''] ?? {
        status: 400,
        reason: 'This is not HTTP',
      };
      await recorder.refused(undefined, status, reason);
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
          `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${reason.length + 2}\r\n` +
          `\r\n${reason}.\n`,
        () => socket.destroy(),
      );
    },
  };
}

const GONE = ['ECONNRESET', 'EPIPE', 'HPE_INVALID_EOF_STATE'];

const CLIENT_ERRORS: Record<string, { status: number; reason: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'The request took too long to arrive' },
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'The headers are larger than 16 KiB' },
  HPE_INVALID_METHOD: { status: 400, reason: 'There is no such HTTP method' },
};

function explain({ code, statusCode = 500, message }: FastifyError): string {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'The body is larger than this server takes';
    case 'FST_ERR_BAD_URL':
      return 'The URL is not well-formed';
    case 'ECONNRESET':
      return 'The client left before its request had arrived';
    default:
      return statusCode >= 500 ? 'The server has failed' : message;
  }
}

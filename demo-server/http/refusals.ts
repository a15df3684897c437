import { Readable } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import type { Recorder } from '../recorder/createRecorder.ts';
import { describeSender } from '../requests/describeSender.ts';
import type { Sender } from '../requests/sender.ts';
import { isBrokenOff } from './belowRoutes.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Logs the request as refused, and says why to its client. */
    refuse(status: number, reason: string): Promise<FastifyReply>;
  }
}

/** Answers and logs, once, whatever goes wrong on the way to a route or in it. */
export const refusals = plugin(async app => {
  app.decorateReply('refuse', function (status, reason) {
    const { sender, server } = this.request;
    return refuse(server.recorder, { sender, reply: this, status, reason });
  });
  app.addHook('onSend', async ({ raw: { socket } }, _reply, payload) => {
    // A client that left before its file was opened: nothing would close it any more.
    if (socket.destroyed && payload instanceof Readable) payload.destroy();
    return payload;
  });
  app.setErrorHandler(async (error: FastifyError, _request, reply) => {
    // A file whose client left while it was read is no fault of the server.
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' && reply.raw.destroyed) {
      return void reply.hijack();
    }
    const { status, reason } = explain(error);
    return reply.refuse(status, reason);
  });
});

/** For a URL that Fastify cannot read: neither hooks nor decorators are there yet. */
export function refuseUnrouted(recorder: Recorder) {
  return (error: FastifyError, { raw }: FastifyRequest, reply: FastifyReply) =>
    refuse(recorder, { sender: describeSender(raw), reply, ...explain(error) });
}

interface Refused {
  sender: Sender;
  reply: FastifyReply;
  status: number;
  reason: string;
}

async function refuse(recorder: Recorder, { sender, reply, status, reason }: Refused) {
  // The upload that a broken connection was carrying fails too, and is logged with that.
  if (!isBrokenOff(reply.request.raw)) await recorder.refused(sender, status, reason);
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .type('text/plain; charset=utf-8')
    .send(`${reason}.\n`);
}

function explain(error: FastifyError): { status: number; reason: string } {
  const { code, statusCode: status = 500, message } = error;
  if (status >= 500) console.error(error);
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { status, reason: 'The body is larger than this server takes' };
    case 'FST_ERR_BAD_URL':
      return { status, reason: 'The URL is not well-formed' };
    case 'ECONNRESET':
      return { status, reason: 'The client left before its request had arrived' };
    default:
      return { status, reason: status >= 500 ? 'The server has failed' : message };
  }
}

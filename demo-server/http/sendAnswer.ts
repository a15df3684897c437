import type { FastifyReply } from 'fastify';
import type { TriggerAnswer } from '../../src/server.ts';

export function sendAnswer(
  reply: FastifyReply,
  { status, headers, body }: TriggerAnswer,
): FastifyReply {
  return reply
    .code(status)
    .headers(headers)
    .send(body ?? undefined);
}

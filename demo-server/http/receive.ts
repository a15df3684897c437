import type { FastifyRequest } from 'fastify';
import { answerFor, type TriggerAnswer } from '../../src/server.ts';
import type { Received } from '../formats/entry.ts';

/**
 * Logs a request, and says which answer it needs. The status is the one that it is to be answered
 * with: where it becomes another, the line of its end says so.
 */
export async function receive(
  request: FastifyRequest,
  status?: number,
): Promise<{ entry: Received; answer: TriggerAnswer }> {
  const { sender, headers, server } = request;
  const answer = answerFor(headers, sender.tag);
  const body = request.body as Buffer<ArrayBuffer> | undefined;
  const entry = await server.recorder.received(sender, body, status ?? answer.status);
  return { entry, answer };
}

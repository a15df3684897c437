import type { FastifyRequest } from 'fastify';
import type { Received } from '../formats/entry.ts';
import { type Answer, chooseAnswer } from '../requests/chooseAnswer.ts';
import { STATUS } from './sendAnswer.ts';

/**
 * Logs a request, and says which answer it needs. The status is the one that it is to be answered
 * with: where it becomes another, the line of its end says so.
 */
export async function receive(
  request: FastifyRequest,
  status?: number,
): Promise<{ entry: Received; answer: Answer }> {
  const { sender, headers, server } = request;
  const answer = chooseAnswer({ dest: sender.dest, tag: sender.tag, accept: headers.accept });
  const body = request.body as Buffer<ArrayBuffer> | undefined;
  const entry = await server.recorder.received(sender, body, status ?? STATUS[answer]);
  return { entry, answer };
}

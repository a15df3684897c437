import type { FastifyRequest } from 'fastify';
import { answerFor, type TriggerAnswer } from '../../src/server.ts';
import type { Received } from '../formats/entry.ts';
import type { Recorder } from '../recorder/createRecorder.ts';
import { describeSender } from '../requests/describeSender.ts';

/** Writes a request down, and says which answer it needs. */
export async function receive(
  request: FastifyRequest,
  recorder: Recorder,
): Promise<{ entry: Received; answer: TriggerAnswer }> {
  const sender = request.sender ?? describeSender(request.raw);
  const answer = answerFor(request.headers, sender.tag);
  const body = request.body as Buffer<ArrayBuffer> | undefined;
  const entry = await recorder.received(sender, body, answer.status);
  return { entry, answer };
}

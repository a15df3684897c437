import type { FastifyRequest } from 'fastify';
import type { Received } from '../formats/entry.ts';
import type { Recorder } from '../recorder/createRecorder.ts';
import { type Answer, chooseAnswer } from '../requests/chooseAnswer.ts';
import { describeSender } from '../requests/describeSender.ts';
import { STATUS } from './sendAnswer.ts';

/** Writes a request down, and says which answer it needs. */
export async function receive(
  request: FastifyRequest,
  recorder: Recorder,
): Promise<{ entry: Received; answer: Answer }> {
  const sender = request.sender ?? describeSender(request.raw);
  const { dest, tag } = sender;
  const answer = chooseAnswer({ dest, tag, accept: request.headers.accept });
  const body = request.body as Buffer<ArrayBuffer> | undefined;
  const entry = await recorder.received(sender, body, STATUS[answer]);
  return { entry, answer };
}

import type { FastifyInstance } from 'fastify';
import { METHODS } from '../http/methods.ts';
import { receive } from '../http/receive.ts';
import { sendAnswer } from '../http/sendAnswer.ts';
import type { Recorder } from '../recorder/createRecorder.ts';

/** Takes what a page reports, and answers at once. */
export function collect(app: FastifyInstance, recorder: Recorder): void {
  app.route({
    method: [...METHODS],
    url: '/collect',
    handler: async (request, reply) => {
      const { answer } = await receive(request, recorder);
      return sendAnswer(reply, answer);
    },
  });
}

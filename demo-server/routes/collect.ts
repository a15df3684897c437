import type { FastifyPluginAsync } from 'fastify';
import { refuseWhileEnding } from '../http/gates.ts';
import { METHODS } from '../http/methods.ts';
import { receive } from '../http/receive.ts';
import { sendAnswer } from '../http/sendAnswer.ts';

/** Takes what a page reports, and answers at once. */
export const collect: FastifyPluginAsync = async app => {
  app.addHook('onRequest', refuseWhileEnding);
  app.route({
    method: [...METHODS],
    url: '/collect',
    handler: async (request, reply) => {
      const { answer } = await receive(request);
      return sendAnswer(reply, answer);
    },
  });
};

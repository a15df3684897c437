import type { FastifyReply } from 'fastify';
import type { Answer } from '../requests/chooseAnswer.ts';

/** The smallest transparent GIF. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The status of each answer: an image without a body would be an error to its page. */
export const STATUS: Record<Answer, number> = { gif: 200, javascript: 200, empty: 204 };

export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.code(STATUS[answer]).header('cache-control', 'no-store');
  switch (answer) {
    case 'gif':
      return reply.type('image/gif').send(GIF);
    case 'javascript':
      return reply.type('text/javascript; charset=utf-8').send('// received\n');
    case 'empty':
      return reply.send();
  }
}

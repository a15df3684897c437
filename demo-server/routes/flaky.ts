import type { FastifyPluginAsync } from 'fastify';
import { refuseWhileEnding } from '../http/gates.ts';
import { METHODS } from '../http/methods.ts';
import { receive } from '../http/receive.ts';
import { sendAnswer } from '../http/sendAnswer.ts';

export const FLAKY = '/scripts/flaky';

/** What it may be asked to answer with. */
const STATUSES = { 500: 500, 503: 503, 429: 429, login: 302 } as const;

/** A script that is in trouble as its query asks, for an outbox to wait for; `docs/scripts.md` explains it. */
export const flaky: FastifyPluginAsync = async app => {
  app.addHook('onRequest', refuseWhileEnding);
  app.route({
    method: [...METHODS],
    url: FLAKY,
    handler: async (request, reply) => {
      const trouble = readTrouble(request.sender.query, Date.now());
      if (typeof trouble === 'string') return reply.refuse(400, trouble);
      if (trouble) {
        const { status, headers, reason } = trouble;
        reply.headers(headers);
        return reply.refuse(status, reason);
      }
      const { answer } = await receive(request);
      return sendAnswer(reply, answer);
    },
  });
};

interface Trouble {
  status: number;
  reason: string;
  headers: Record<string, string>;
}

/** What is wrong at this time, if anything is. What is wrong with the query itself is said in words. */
export function readTrouble(
  { answer, retryAfter = '3', until }: Readonly<Record<string, unknown>>,
  now: number,
): Trouble | string | undefined {
  if (answer === undefined) return undefined;
  if (typeof answer !== 'string' || !Object.hasOwn(STATUSES, answer))
    return `answer must be one of ${Object.keys(STATUSES).join(', ')}`;
  if (typeof retryAfter !== 'string' || !/^\d{1,8}$/.test(retryAfter))
    return 'retryAfter must be a whole number of seconds';
  if (until !== undefined && !/^\d{1,15}$/.test(`${until}`))
    return 'until must be a time in milliseconds since 1970';
  if (until !== undefined && now >= Number(until)) return undefined;
  const status = STATUSES[answer as keyof typeof STATUSES];
  return {
    status,
    reason: `The script is to answer with ${answer}`,
    headers: {
      ...(status === 429 && { 'retry-after': retryAfter }),
      // The start page is as good as one that asks for a name.
      ...(status === 302 && { location: '/' }),
    },
  };
}

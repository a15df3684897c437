import { setTimeout as work } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Running } from '../createRunning.ts';
import type { Recorder } from '../log/createRecorder.ts';
import { LONGEST, parseDelay } from '../requests/parseDelay.ts';
import { METHODS } from './methods.ts';
import { receive } from './receive.ts';
import type { Refuse } from './refusals.ts';
import { sendAnswer } from './sendAnswer.ts';

interface ScriptOptions {
  recorder: Recorder;
  refuse: Refuse;
  running: Running;
  /** Aborts when the server stops, and every script with it. */
  stopping: AbortSignal;
}

/** The scripts that a page can fire. `slow` goes on after its client has left. */
export function scripts(
  app: FastifyInstance,
  { recorder, refuse, running, stopping }: ScriptOptions,
): void {
  app.route({
    method: [...METHODS],
    url: '/scripts/slow',
    handler: async (request, reply) => {
      const ms = parseDelay(request.sender?.query.ms);
      if (ms === undefined) {
        return refuse(request, reply, 400, `ms must be a whole number from 0 to ${LONGEST}`);
      }
      const { entry, answer } = await receive(request, recorder);
      const end = running.begin();
      reply.raw.once('close', running.begin()); // its answer is to leave as well
      const start = performance.now();
      const elapsed = () => performance.now() - start;

      let client: 'there' | 'gone' = 'there';
      whenGone(reply, () => {
        client = 'gone';
        void recorder.gone(entry, elapsed());
      });
      try {
        await work(ms, undefined, { signal: stopping });
        await recorder.finished(entry, elapsed(), client);
      } catch {
        return reply.code(503).send('The server has stopped.\n');
      } finally {
        end();
      }
      return sendAnswer(reply, answer);
    },
  });

  // Without this a path such as /scripts/../etc/passwd would be looked for among the static files.
  app.all('/scripts/*', async (request, reply) =>
    refuse(request, reply, 404, 'There is no such script'),
  );
}

/** Calls back when the connection ends before the answer has left. */
function whenGone({ raw }: FastifyReply, callback: () => void): void {
  const check = () => {
    if (!raw.writableFinished) callback();
  };
  if (raw.destroyed) check();
  else raw.once('close', check);
}

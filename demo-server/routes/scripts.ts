import { finished } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import { refuseWhileEnding } from '../http/gates.ts';
import { METHODS } from '../http/methods.ts';
import { receive } from '../http/receive.ts';
import { sendAnswer } from '../http/sendAnswer.ts';
import { watchClient } from '../http/watchClient.ts';
import { parseCall } from '../jobs/parseCall.ts';
import type { End } from '../jobs/script.ts';
import { scripts as registered } from '../jobs/scripts.ts';

/** Whether a path is that of a script. */
export const isScript = (path: string) => registered.has(path.replace(/^\/scripts\//, ''));

/** After how many seconds one who was turned away may come again. */
const RETRY_AFTER = 1;

/** The scripts that a page can fire; `docs/scripts.md` explains their options. */
export const scripts: FastifyPluginAsync = async app => {
  const { jobs, recorder, work } = app;
  app.addHook('onRequest', refuseWhileEnding);
  app.route<{ Params: { name: string } }>({
    method: [...METHODS],
    url: '/scripts/:name',
    handler: async (request, reply) => {
      const { name } = request.params;
      if (!registered.has(name)) return reply.refuse(404, 'There is no such script');
      const { tag, query } = request.sender;
      const call = parseCall(query);
      if ('problem' in call) return reply.refuse(400, call.problem);

      const since = performance.now();
      // From here on: a queue in Redis takes a while to take a call.
      const finish = work.begin();
      const job = await jobs.add({ script: name, call, id: tag?.id ?? toId(query.id) });
      if ('refused' in job) {
        finish();
        reply.header('retry-after', RETRY_AFTER);
        return reply.refuse(503, job.refused);
      }
      const { entry, answer } = await receive(request);
      finished(reply.raw, work.begin()); // its answer is to leave as well
      const now = watchClient(reply, { entry, since, onGone: job.leave });

      const late = call.respond === 'late';
      const ended = job.ended
        .then(async end => {
          const failed = failure(end);
          const outcome = { ...now(), ...end };
          const inVain = late && failed && outcome.client === 'there';
          const status = inVain ? { status: failed.status } : {};
          if (end.end !== 'cut') await recorder.finished(entry, { ...outcome, ...status });
          return failed;
        })
        .finally(finish);
      const failed = late ? await ended : undefined;
      return failed
        ? reply.code(failed.status).send(`${failed.reason}.\n`)
        : sendAnswer(reply, answer);
    },
  });

  // Without this a path such as /scripts/../etc/passwd would be looked for among the static files.
  app.route({
    method: [...METHODS],
    url: '/scripts/*',
    handler: async (_request, reply) => reply.refuse(404, 'There is no such script'),
  });
};

function toId(id: unknown): string | undefined {
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** What a client gets that waited for a script in vain. */
function failure({ end, error }: End): { status: number; reason: string } | undefined {
  switch (end) {
    case 'cut':
      return { status: 503, reason: 'The server has stopped' };
    case 'lost':
      return { status: 503, reason: `It is not known what became of the script: ${error}` };
    case 'aborted':
      return { status: 503, reason: 'The script was stopped before its end' };
    case 'timedOut':
      return { status: 500, reason: 'The script was stopped: its time was over' };
    case 'failed':
      return { status: 500, reason: `The script has failed: ${error}` };
    default:
      return undefined;
  }
}

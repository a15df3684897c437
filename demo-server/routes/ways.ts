import type { AddressInfo } from 'node:net';
import { finished } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Running } from '../createRunning.ts';
import { receive } from '../http/receive.ts';
import type { Refuse } from '../http/refusals.ts';
import { watchClient } from '../http/watchClient.ts';
import { EMPTY_END } from '../jobs/emptyEnd.ts';
import type { JobQueue } from '../jobs/jobQueue.ts';
import type { End } from '../jobs/script.ts';
import type { Recorder } from '../recorder/createRecorder.ts';
import { curl } from '../ways/curl.ts';
import { ownHost } from '../ways/ownHost.ts';
import { type Launch, parseLaunch } from '../ways/parseLaunch.ts';
import { pool } from '../ways/pool.ts';
import { popen } from '../ways/popen.ts';
import { socket } from '../ways/socket.ts';
import type { Errand, Way } from '../ways/way.ts';

interface WaysOptions {
  recorder: Recorder;
  refuse: Refuse;
  running: Running;
  jobs: JobQueue;
  otherPort: () => Promise<number>;
}

/** The server's own ways to start a slow script: `POST /methods/popen` and the like. */
export function ways(
  app: FastifyInstance,
  { recorder, refuse, running, jobs, otherPort }: WaysOptions,
): void {
  const all = new Map<string, Way>(Object.entries({ popen, curl, socket, pool: pool(jobs) }));

  app.post<{ Params: { way: string } }>('/methods/:way', async (request, reply) => {
    const way = all.get(request.params.way);
    if (way === undefined) return refuse(request, reply, 404, 'There is no such way');
    // Another site's page could have this machine start programs.
    if (!['same-origin', undefined].includes(request.sender?.site)) {
      return refuse(request, reply, 403, 'This is for the pages of this server');
    }
    const launch = parseLaunch(request.sender?.query);
    if ('problem' in launch) return refuse(request, reply, 400, launch.problem);

    const since = performance.now();
    const { entry } = await receive(request, recorder);
    finished(reply.raw, running.begin()); // its answer is to leave as well
    const now = watchClient(reply, { recorder, entry, since });
    const finish = (end: End) => recorder.finished(entry, { ...now(), ...end });

    const errand = await describeErrand(launch);
    const attempts = Array.from({ length: launch.calls }, async () => {
      const { ended } = await way(errand);
      const over = ended && running.begin();
      void ended?.then(end => (end.end === 'cut' ? undefined : finish(end))).finally(over);
    });
    const reasons = (await Promise.allSettled(attempts)).flatMap(result =>
      result.status === 'rejected' ? [(result.reason as Error).message] : [],
    );
    for (const error of reasons) await finish({ end: 'failed', ...EMPTY_END, error });
    reply.header('cache-control', 'no-store');
    if (reasons.length === 0) return reply.code(204).send();
    return reply.code(502).type('text/plain; charset=utf-8').send(`${reasons[0]}.\n`);
  });

  /** The script is this server's or the other host's: nothing that a visitor sends names a host. */
  async function describeErrand({ to, script }: Launch): Promise<Errand> {
    const own = app.server.address() as AddressInfo;
    const port = to === 'own' ? own.port : await otherPort();
    const path = `http://${ownHost(own)}:${port}/scripts/slow`;
    const url = new URL(`${path}?${new URLSearchParams(script)}`);
    const name = to === 'own' ? 'slow' : path;
    return { url, name, method: 'POST', fields: { to }, cookies: { run: script.run ?? '' } };
  }
}

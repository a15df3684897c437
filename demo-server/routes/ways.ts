import type { AddressInfo } from 'node:net';
import { finished } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import { refuseWhileEnding, requireOwnHost, requireOwnOrigin } from '../http/gates.ts';
import { receive } from '../http/receive.ts';
import { watchClient } from '../http/watchClient.ts';
import { EMPTY_END } from '../jobs/emptyEnd.ts';
import type { End } from '../jobs/script.ts';
import { curl } from '../ways/curl.ts';
import { ownHost } from '../ways/ownHost.ts';
import { type Launch, parseLaunch } from '../ways/parseLaunch.ts';
import { pool } from '../ways/pool.ts';
import { popen } from '../ways/popen.ts';
import { socket } from '../ways/socket.ts';
import type { Errand, Way } from '../ways/way.ts';

/** The server's own ways to start a slow script: `POST /methods/popen` and the like. */
export const ways: FastifyPluginAsync<{ hosts: readonly string[] }> = async (app, { hosts }) => {
  const { jobs, otherPort, recorder, work } = app;
  app.addHook('onRequest', refuseWhileEnding);
  app.addHook('onRequest', requireOwnHost(hosts));
  app.addHook('onRequest', requireOwnOrigin);
  const all = new Map<string, Way>(Object.entries({ popen, curl, socket, pool: pool(jobs) }));

  app.post<{ Params: { way: string } }>('/methods/:way', async (request, reply) => {
    const way = all.get(request.params.way);
    if (way === undefined) return reply.refuse(404, 'There is no such way');
    const launch = parseLaunch(request.sender.query);
    if ('problem' in launch) return reply.refuse(400, launch.problem);

    const since = performance.now();
    const { entry } = await receive(request, 204);
    finished(reply.raw, work.begin()); // its answer is to leave as well
    const now = watchClient(reply, { entry, since });
    const finish = (end: End, status?: number) =>
      recorder.finished(entry, { ...now(), ...(status && { status }), ...end });

    const errand = await describeErrand(launch);
    const attempts = Array.from({ length: launch.calls }, async () => {
      const { ended } = await way(errand);
      const over = ended && work.begin();
      void ended?.then(end => (end.end === 'cut' ? undefined : finish(end))).finally(over);
    });
    const reasons = (await Promise.allSettled(attempts)).flatMap(result =>
      result.status === 'rejected' ? [(result.reason as Error).message] : [],
    );
    for (const error of reasons) await finish({ end: 'failed', ...EMPTY_END, error }, 502);
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
};

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { descendants } from '../../e2e/browsers/processes/descendants.ts';
import { runClients } from './clients.ts';
import { judge } from './judge.ts';
import { startRedis } from './startRedis.ts';
import { type Held, type SoakServer, startServer } from './startServer.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const ms = Number(values.seconds) * 1000;
if (!(ms > 0)) throw new Error(`--seconds must be a number above 0, not '${values.seconds}'.`);

const folder = await mkdtemp(join(tmpdir(), 'sendoff-soak-'));
const redis = await startRedis();
const server = await startServer(folder, redis.url);

// What is made at the first use, connections to Redis among it, is not what the soak has left behind.
await runClients(server.url, AbortSignal.timeout(3000));
const before = await settle(server);
console.log(`before: ${inWords(before)}`);

const stop = new AbortController();
const clients = runClients(server.url, stop.signal);
for (const part of [1, 2]) {
  await pause(ms / 3);
  console.log(`${Math.round((part * ms) / 3000)} s: Redis is killed, and restarted after 2 s`);
  await redis.restart(2000);
}
await pause(ms / 3);
stop.abort();
const seen = await clients;
const after = await settle(server);
console.log(`after: ${inWords(after)}`);

// The end comes while clients send and scripts run.
const last = runClients(server.url, AbortSignal.timeout(1000));
await pause(500);
const family = await descendants(server.pid);
const exitCode = await server.terminate();
const answered = new Set([...seen.answered, ...(await last).answered]);
const left = await stillAlive(family.map(({ pid }) => pid));
const entries = await server.entries();
await redis.end();

const counts = `${seen.refused} refused, ${seen.unanswered} whose client left`;
console.log(`${answered.size} triggers answered, ${counts}; ${entries.length} lines`);
const problems = judge({ entries, answered, held: { before, after }, exitCode, left });
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else await rm(folder, { recursive: true });
console.log(problems.length > 0 ? `The log is in ${folder}` : 'Nothing is lost, nothing is left.');

/** What the server holds when nothing more goes away. */
async function settle({ held }: SoakServer): Promise<Held> {
  let least = await held();
  for (let quiet = 0; quiet < 10; quiet += 1) {
    await pause(1000);
    const now = await held();
    if (now.descriptors < least.descriptors) quiet = 0;
    least = now;
  }
  return least;
}

/** How many processes are alive still, two seconds after the one that had started them. */
async function stillAlive(pids: readonly number[]): Promise<number> {
  await pause(2000);
  const alive = new Set((await descendants(1)).map(({ pid }) => pid));
  return pids.filter(pid => alive.has(pid)).length;
}

function inWords({ heap, descriptors }: Held): string {
  return `${heap.toFixed(1)} MB of heap, ${descriptors} descriptors`;
}

import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** Connections that are kept alive would count among what the server has left open. */
const CLOSE = { connection: 'close' };

/** What the clients know in the end. */
export interface Seen {
  /** The ids of the triggers that were answered with success. */
  answered: Set<string>;
  /** How many were turned away: Redis was gone, or the queue was full. */
  refused: number;
  /** How many had no answer: their client left, or the server had ended. */
  unanswered: number;
}

/** Sends triggers, starts slow scripts and looks on, until the signal aborts. */
export async function runClients(url: string, signal: AbortSignal): Promise<Seen> {
  const seen: Seen = { answered: new Set(), refused: 0, unanswered: 0 };
  const clients = [
    ...Array.from({ length: 4 }, () => () => collect(url, seen)),
    ...Array.from({ length: 12 }, () => () => startScript(url, seen)),
    ...Array.from({ length: 6 }, () => () => lookOn(url)),
    () => download(url),
  ];
  await Promise.all(
    clients.map(async visit => {
      while (!signal.aborted) {
        await visit().catch(() => {
          seen.unanswered += 1;
        });
      }
    }),
  );
  return seen;
}

/** A page view: three triggers. */
async function collect(url: string, seen: Seen): Promise<void> {
  const page = randomUUID();
  for (const n of [1, 2, 3]) {
    const body = new URLSearchParams({ id: `${n}`, note: 'x'.repeat(randomInt(200)) });
    await send(`${url}/collect?sendoff=${page}.${n}.fetch.now`, `${page}.${n}`, seen, { body });
  }
  await pause(randomInt(60));
}

/** A slow script, whose client may leave before it has ended, or before it has begun. */
async function startScript(url: string, seen: Seen): Promise<void> {
  const page = randomUUID();
  const query = new URLSearchParams({
    ms: `${randomInt(400)}`,
    onDisconnect: randomInt(2) === 0 ? 'stop' : 'continue',
    respond: randomInt(3) === 0 ? 'early' : 'late',
    sendoff: `${page}.1.fetch.now`,
  });
  const signal = AbortSignal.timeout(10 + randomInt(600));
  await send(`${url}/scripts/slow?${query}`, `${page}.1`, seen, { signal });
  await pause(randomInt(100));
}

async function send(target: string, id: string, seen: Seen, init: RequestInit): Promise<void> {
  const { ok } = await fetch(target, { method: 'POST', headers: CLOSE, ...init });
  if (ok) seen.answered.add(id);
  else seen.refused += 1;
}

/** The live page's stream, for a moment. */
async function lookOn(url: string): Promise<void> {
  const leave = new AbortController();
  const { body } = await fetch(`${url}/events`, { headers: CLOSE, signal: leave.signal });
  const until = performance.now() + randomInt(1500);
  await body
    ?.pipeTo(
      new WritableStream({
        write: () => {
          if (performance.now() > until) leave.abort();
        },
      }),
    )
    .catch(() => {});
}

/** A download of the log that is broken off. */
async function download(url: string): Promise<void> {
  const answer = await fetch(`${url}/log${randomInt(2) === 0 ? '.csv' : ''}`, { headers: CLOSE });
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await pause(500);
}

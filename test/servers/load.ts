import autocannon from 'autocannon';
import { expect, onTestFinished } from 'vitest';
import { type Changes, type RecipeName, recipes } from './recipes.ts';
import { formOf } from './withRecipe.ts';

const PARALLEL = 1000;

/** The bodies that the SDK sends, each with what the log must say of it. */
const KINDS: readonly ((n: number) => [body?: BodyInit, logged?: unknown])[] = [
  n => [`text ${n}`, `text ${n}`],
  n => [new URLSearchParams({ n: `${n}`, note: 'ä' }), { n: `${n}`, note: 'ä' }],
  n => [formOf({ n: `${n}`, note: 'ä' }), { n: `${n}`, note: 'ä' }],
  n => [new Blob([`blob ${n}`]), `blob ${n}`],
  n => [JSON.stringify({ n, note: 'ä' }), { n, note: 'ä' }],
  n => [`${n}\n`.padEnd(6000, 'ä\n'), `${n}\n`.padEnd(6000, 'ä\n')],
  () => [],
];

/** The bytes and the type of a body, as a browser sends it. */
async function onTheWire(body: BodyInit | undefined) {
  const request = new Request('http://localhost', { method: 'POST', body: body ?? null });
  const type = request.headers.get('content-type');
  return {
    body: Buffer.from(await request.arrayBuffer()),
    headers: type === null ? {} : { 'content-type': type },
  };
}

/** Sends each of these triggers once, as many at a time as there may be, and gives the status of each. */
async function fire(
  port: number,
  triggers: readonly { path: string; body: Buffer; headers: Record<string, string> }[],
) {
  const statuses: number[] = [];
  let next = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: Math.min(PARALLEL, triggers.length),
    amount: triggers.length,
    timeout: 60,
    requests: [
      {
        method: 'POST',
        setupRequest(request, context) {
          const n = next++ % triggers.length;
          Object.assign(context, { n });
          return { ...request, ...triggers[n] };
        },
        onResponse(status, _body, context) {
          statuses[(context as { n: number }).n] = status;
        },
      },
    ],
  });
  return {
    statuses,
    errors: result.errors,
    timeouts: result.timeouts,
    longest: result.latency.max,
  };
}

/**
 * Starts a recipe, sends it this many triggers, of each kind as many, and counts its answers. Fails
 * unless it has logged, once and whole, those that it has answered with success, and no other.
 */
export async function load(name: RecipeName, amount: number, changes: Changes = {}) {
  const recipe = await recipes[name].start(changes);
  onTestFinished(recipe.end);
  const cases = Array.from({ length: amount }, (_, n) => KINDS[n % KINDS.length]?.(n) ?? []);
  const triggers = await Promise.all(
    cases.map(async ([body], n) => ({
      ...(await onTheWire(body)),
      path: `${recipe.path}?n=${n}&sendoff=page${n}.1.fetch.now`,
    })),
  );
  const { statuses, ...rest } = await fire(recipe.port, triggers);
  const numbers = [...statuses.keys()];
  const accepted = numbers.filter(n => statuses[n] === recipe.empty);
  await expect.poll(async () => (await recipe.lines()).length).toBe(accepted.length);
  const logged = new Map((await recipe.lines()).map(({ query, body }) => [Number(query.n), body]));
  expect(logged.size, 'none is logged twice').toBe(accepted.length);
  for (const n of accepted) expect(logged.get(n), `${n}`).toEqual(cases[n]?.[1]);
  return {
    ...rest,
    accepted: accepted.length,
    refused: numbers.filter(n => statuses[n] === 503).length,
    tooLarge: numbers.filter(n => statuses[n] === 413).length,
  };
}

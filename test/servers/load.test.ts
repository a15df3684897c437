import autocannon from 'autocannon';
import { expect, onTestFinished, test } from 'vitest';
import { type Changes, missing, type RecipeName, recipes } from './recipes.ts';

const PARALLEL = 1000;

/** The bodies that the SDK sends, each with what the log must say of it. */
const KINDS: readonly ((n: number) => [body?: BodyInit, logged?: unknown])[] = [
  n => [`text ${n}`, `text ${n}`],
  n => [new URLSearchParams({ n: `${n}`, note: 'ä' }), { n: `${n}`, note: 'ä' }],
  n => [formOf({ n: `${n}`, note: 'ä' }), { n: `${n}`, note: 'ä' }],
  n => [new Blob([`blob ${n}`]), `blob ${n}`],
  n => [JSON.stringify({ n, note: 'ä' }), { n, note: 'ä' }],
  n => [`${n}\n`.padEnd(20_000, 'ä\n'), `${n}\n`.padEnd(20_000, 'ä\n')],
  () => [],
];

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

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

/** Starts a recipe, and sends it this many triggers, of each kind as many; its answers, and what it has logged. */
async function load(name: RecipeName, amount: number, changes: Changes = {}) {
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
  const logged = new Map<number, unknown>();
  const isLogged = async () => {
    const lines = await recipe.lines();
    logged.clear();
    for (const { query, body } of lines) logged.set(Number(query.n), body);
    // Of what came twice, one is missing here.
    return lines.length;
  };
  const accepted = numbers.filter(n => statuses[n] === recipe.empty);
  await expect.poll(isLogged).toBe(accepted.length);
  for (const n of accepted) expect(logged.get(n), `${n}`).toEqual(cases[n]?.[1]);
  return {
    ...rest,
    accepted: accepted.length,
    refused: numbers.filter(n => statuses[n] === 503).length,
    tooLarge: numbers.filter(n => statuses[n] === 413).length,
  };
}

const needs = (name: RecipeName) => {
  const lacking = missing(name);
  return lacking.length > 0 ? ` (needs ${lacking.join(', ')})` : '';
};

for (const name of ['Express', 'Fastify', 'PHP with a queue in Redis'] as const)
  test.skipIf(needs(name) !== '')(
    `${name} answers and logs 7,000 triggers of every kind, 1,000 at a time${needs(name)}`,
    { timeout: 60_000 },
    async () => {
      const result = await load(name, 7000);
      expect(result).toMatchObject({ accepted: 7000, errors: 0, timeouts: 0 });
    },
  );

test.skipIf(needs('PHP-FPM with nginx') !== '')(
  `PHP-FPM, at a second of work for each of 1,000 triggers at once, takes those that it has processes and places for, and answers 503 to the others${needs('PHP-FPM with nginx')}`,
  { timeout: 60_000 },
  async () => {
    const { accepted, refused, errors, timeouts } = await load('PHP-FPM with nginx', 1000);
    expect({ sum: accepted + refused, errors, timeouts }).toEqual({
      sum: 1000,
      errors: 0,
      timeouts: 0,
    });
    expect(accepted).toBeGreaterThanOrEqual(8 + 64);
    expect(accepted, 'some more where the sending itself takes seconds').toBeLessThan(200);
  },
);

test.skipIf(needs('PHP-FPM with nginx') !== '')(
  `PHP-FPM with eight processes lets the ninth of sixteen triggers at once wait for a second of work${needs('PHP-FPM with nginx')}`,
  { timeout: 60_000 },
  async () => {
    const { accepted, longest } = await load('PHP-FPM with nginx', 16);
    expect(accepted).toBe(16);
    expect(longest).toBeGreaterThan(800);
  },
);

test.skipIf(needs('Apache with mod_php') !== '')(
  `Apache, at a second of work for each of 1,000 triggers at once, lets them wait and answers each${needs('Apache with mod_php')}`,
  { timeout: 60_000 },
  async () => {
    const result = await load('Apache with mod_php', 1000);
    expect(result).toMatchObject({ accepted: 1000, errors: 0, timeouts: 0 });
  },
);

const PIXEL = 'nginx alone, as a pixel log';
test.skipIf(needs(PIXEL) !== '')(
  `The pixel log takes 1,000 triggers without a body among 6,000 with one, which it refuses${needs(PIXEL)}`,
  { timeout: 60_000 },
  async () => {
    const result = await load(PIXEL, 7000);
    expect(result).toMatchObject({ accepted: 1000, tooLarge: 6000, errors: 0, timeouts: 0 });
  },
);
